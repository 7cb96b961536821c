import { openSql } from '../../../../../server/attempt/sql/open-sql.ts';
import { handle, readJson } from '../../../../../server/http.ts';
import { lab } from '../../../../../server/lab.ts';
import { requireCandidate } from '../../../../../server/session.ts';
import { noStore, sqlBodyBytesMax, targetBody } from '../schemas.ts';

/** POST opens the database of a question; answers its tables and sessions. */
export async function POST(request: Request) {
  return handle(request, async ({ requestId }) => {
    const principal = await requireCandidate();
    const input = targetBody.parse(await readJson(request, sqlBodyBytesMax));
    return Response.json(await openSql(principal, lab(), { ...input, requestId }), noStore);
  });
}
