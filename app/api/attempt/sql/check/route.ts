import { checkSql } from '../../../../../server/attempt/sql/check-sql.ts';
import { handle, readJson } from '../../../../../server/http.ts';
import { lab } from '../../../../../server/lab.ts';
import { requireCandidate } from '../../../../../server/session.ts';
import { checkBody, noStore, sqlBodyBytesMax } from '../schemas.ts';

/** POST the answer's files; answers the visible checks on fresh copies. */
export async function POST(request: Request) {
  return handle(request, async ({ requestId }) => {
    const principal = await requireCandidate();
    const input = checkBody.parse(await readJson(request, sqlBodyBytesMax));
    return Response.json(await checkSql(principal, lab(), { ...input, requestId }), noStore);
  });
}
