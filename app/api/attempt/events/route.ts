import { z } from 'zod';
import { recordEvents } from '../../../../server/attempt/record/record-events.ts';
import { handle, readJson } from '../../../../server/http.ts';
import { requireCandidate } from '../../../../server/session.ts';
import { itemNumber } from '../schemas.ts';

const common = { clientKey: z.uuid(), itemNumber: itemNumber.nullable() };
const inputSchema = z.strictObject({
  events: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          ...common,
          kind: z.literal('paste'),
          data: z.strictObject({
            characters: z.number().int().min(0).max(10_000_000),
            lines: z.number().int().min(0).max(1_000_000),
            source: z.enum(['own', 'page', 'elsewhere']),
          }),
        }),
        z.strictObject({
          ...common,
          kind: z.literal('focus-left'),
          data: z.strictObject({ awayMs: z.number().int().min(0).max(86_400_000) }),
        }),
      ]),
    )
    .min(1)
    .max(50),
});

/** POST facts of this browser. An event sent again is stored once. */
export async function POST(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    const { events } = inputSchema.parse(await readJson(request, 32 * 1024));
    await recordEvents(principal, events);
    return new Response(null, { status: 204 });
  });
}
