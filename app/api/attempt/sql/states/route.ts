import { readSqlStates } from '../../../../../server/attempt/sql/read-sql-states.ts';
import { handle } from '../../../../../server/http.ts';
import { lab } from '../../../../../server/lab.ts';
import { requireCandidate } from '../../../../../server/session.ts';
import { noStore, readTarget } from '../schemas.ts';

/** GET the states of a question's database, null when there is none: `?target=<number>` or `practice`. */
export async function GET(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    return Response.json(
      { states: await readSqlStates(principal, lab(), { target: readTarget(request) }) },
      noStore,
    );
  });
}
