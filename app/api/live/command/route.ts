import { handle, readJson } from '../../../../server/http.ts';
import { actInRoom } from '../../../../server/live/act-in-room.ts';
import { requireCandidate } from '../../../../server/session.ts';
import { bodyBytesMax, commandSchema } from '../schemas.ts';

/** POST one command of the candidate; answers the session's last event number. 409 with the reason when it cannot be. */
export async function POST(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    const { attemptId } = principal;
    const command = commandSchema.parse(await readJson(request, bodyBytesMax));
    return Response.json(await actInRoom(principal, attemptId, command), {
      headers: { 'cache-control': 'no-store' },
    });
  });
}
