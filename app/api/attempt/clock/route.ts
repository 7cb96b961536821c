import { readClock } from '../../../../server/attempt/read-clock.ts';
import { handle } from '../../../../server/http.ts';
import { requireCandidate } from '../../../../server/session.ts';

/** GET the clock as durations: what is open, how long, what is next. */
export async function GET(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    return Response.json(await readClock(principal), { headers: { 'cache-control': 'no-store' } });
  });
}
