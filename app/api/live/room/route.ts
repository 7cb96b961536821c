import { handle } from '../../../../server/http.ts';
import { readRoomForCandidate } from '../../../../server/live/read-room-for-candidate.ts';
import { requireCandidate } from '../../../../server/session.ts';

/** GET the live room as the candidate may see it. */
export async function GET(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    return Response.json(await readRoomForCandidate(principal), { headers: { 'cache-control': 'no-store' } });
  });
}
