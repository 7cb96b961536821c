import { z } from 'zod';
import { investigationStepSchema } from '../../../../domain/incident/wire.ts';
import { readInvestigation } from '../../../../server/attempt/incident/read-investigation.ts';
import { takeStep } from '../../../../server/attempt/incident/take-step.ts';
import { handle, readJson } from '../../../../server/http.ts';
import { investigationStepsMax } from '../../../../server/limits.ts';
import { requireCandidate } from '../../../../server/session.ts';
import { itemNumber } from '../schemas.ts';

const inputSchema = z.strictObject({
  target: z.union([
    z.strictObject({ itemNumber }),
    z.strictObject({
      practice: z.literal(true),
      before: z.array(investigationStepSchema).max(investigationStepsMax),
    }),
  ]),
  step: investigationStepSchema,
});

/** GET the own investigation of a question. */
export async function GET(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    const item = itemNumber.parse(Number(new URL(request.url).searchParams.get('item')));
    return Response.json(await readInvestigation(principal, item), {
      headers: { 'cache-control': 'no-store' },
    });
  });
}

/** POST a step: opens a card or acts, and answers with the whole investigation. */
export async function POST(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    return Response.json(await takeStep(principal, inputSchema.parse(await readJson(request, 16_384))));
  });
}
