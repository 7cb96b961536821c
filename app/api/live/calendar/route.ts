import { handle } from '../../../../server/http.ts';
import { readCalendar } from '../../../../server/live/calendar.ts';
import { requireCandidate } from '../../../../server/session.ts';

/** GET the session as a calendar file for the candidate. */
export async function GET(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    const { attemptId } = principal;
    return new Response(await readCalendar(principal, attemptId), {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'attachment; filename="session.ics"',
        'cache-control': 'no-store',
      },
    });
  });
}
