import { handle, readJson } from '../../../../../server/http.ts';
import { actInRoom } from '../../../../../server/live/act-in-room.ts';
import { requireStaff } from '../../../../../server/session.ts';
import { attemptIdSchema, bodyBytesMax, commandSchema } from '../../schemas.ts';

/** POST one command of somebody of the session; answers the session's last event number. 409 with the reason when it cannot be. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return handle(request, async () => {
    const principal = await requireStaff();
    const attemptId = attemptIdSchema.parse((await params).id);
    const command = commandSchema.parse(await readJson(request, bodyBytesMax));
    return Response.json(await actInRoom(principal, attemptId, command), {
      headers: { 'cache-control': 'no-store' },
    });
  });
}
