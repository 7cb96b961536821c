import { readSqlHistory } from '../../../../../server/attempt/sql/read-sql-history.ts';
import { notFound } from '../../../../../server/failure.ts';
import { handle } from '../../../../../server/http.ts';
import { requireCandidate } from '../../../../../server/session.ts';
import { noStore, readTarget } from '../schemas.ts';

/** GET what was run in a question: `?target=<number>`. Practice keeps nothing. */
export async function GET(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    const target = readTarget(request);
    if (!('itemNumber' in target)) throw notFound('practice has no history');
    return Response.json({ entries: await readSqlHistory(principal, target) }, noStore);
  });
}
