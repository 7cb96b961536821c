import { readRequests } from '../../../../server/attempt/request/read-requests.ts';
import { handle } from '../../../../server/http.ts';
import { requireCandidate } from '../../../../server/session.ts';

/** GET what was asked of staff, with their answers. */
export async function GET(request: Request) {
  return handle(request, async () => {
    const requests = await readRequests(await requireCandidate());
    return Response.json({ requests }, { headers: { 'cache-control': 'no-store' } });
  });
}
