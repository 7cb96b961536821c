import { z } from 'zod';
import { recordBeat } from '../../../../server/attempt/record/record-beat.ts';
import { handle, readJson } from '../../../../server/http.ts';
import { requireCandidate } from '../../../../server/session.ts';
import { itemNumber } from '../schemas.ts';

const inputSchema = z.strictObject({
  itemNumber: itemNumber.nullable(),
  openMs: z.number().int().min(0).max(3_600_000),
});

/** POST a beat of this browser; answers the clock as durations. */
export async function POST(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    const input = inputSchema.parse(await readJson(request, 1_024));
    return Response.json(await recordBeat(principal, input), { headers: { 'cache-control': 'no-store' } });
  });
}
