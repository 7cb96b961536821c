import { resetSql } from '../../../../../server/attempt/sql/reset-sql.ts';
import { handle, readJson } from '../../../../../server/http.ts';
import { lab } from '../../../../../server/lab.ts';
import { requireCandidate } from '../../../../../server/session.ts';
import { noStore, sqlBodyBytesMax, targetBody } from '../schemas.ts';

/** POST brings the start state back; answers its tables and sessions. */
export async function POST(request: Request) {
  return handle(request, async ({ requestId }) => {
    const principal = await requireCandidate();
    const input = targetBody.parse(await readJson(request, sqlBodyBytesMax));
    return Response.json(await resetSql(principal, lab(), { ...input, requestId }), noStore);
  });
}
