import { executeSql } from '../../../../../server/attempt/sql/execute-sql.ts';
import { handle, readJson } from '../../../../../server/http.ts';
import { lab } from '../../../../../server/lab.ts';
import { requireCandidate } from '../../../../../server/session.ts';
import { executeBody, noStore, sqlBodyBytesMax } from '../schemas.ts';

/** POST statements for one session; answers when they are done. 503 with a retry time when the lab is full. */
export async function POST(request: Request) {
  return handle(request, async ({ requestId }) => {
    const principal = await requireCandidate();
    const input = executeBody.parse(await readJson(request, sqlBodyBytesMax));
    return Response.json(await executeSql(principal, lab(), { ...input, requestId }), noStore);
  });
}
