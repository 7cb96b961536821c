import { handle } from '../../../../../server/http.ts';
import { readCalendar } from '../../../../../server/live/calendar.ts';
import { requireStaff } from '../../../../../server/session.ts';
import { attemptIdSchema } from '../../schemas.ts';

/** GET the session as a calendar file for somebody of the session. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return handle(request, async () => {
    const principal = await requireStaff();
    const attemptId = attemptIdSchema.parse((await params).id);
    return new Response(await readCalendar(principal, attemptId), {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'attachment; filename="session.ics"',
        'cache-control': 'no-store',
      },
    });
  });
}
