import { cancelSql } from '../../../../../server/attempt/sql/cancel-sql.ts';
import { handle, readJson } from '../../../../../server/http.ts';
import { lab } from '../../../../../server/lab.ts';
import { requireCandidate } from '../../../../../server/session.ts';
import { cancelBody, sqlBodyBytesMax } from '../schemas.ts';

/** POST stops what a session runs. */
export async function POST(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    await cancelSql(principal, lab(), cancelBody.parse(await readJson(request, sqlBodyBytesMax)));
    return new Response(null, { status: 204 });
  });
}
