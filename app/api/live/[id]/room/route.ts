import { handle } from '../../../../../server/http.ts';
import { readRoomForInterviewer } from '../../../../../server/live/read-room-for-interviewer.ts';
import { requireStaff } from '../../../../../server/session.ts';
import { attemptIdSchema } from '../../schemas.ts';

/** GET the live room as somebody of the session may see it. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return handle(request, async () => {
    const principal = await requireStaff();
    const attemptId = attemptIdSchema.parse((await params).id);
    return Response.json(await readRoomForInterviewer(principal, attemptId), {
      headers: { 'cache-control': 'no-store' },
    });
  });
}
