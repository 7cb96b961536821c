import { z } from 'zod';
import { flagQuestion } from '../../../../server/attempt/question/flag-question.ts';
import { handle, readJson } from '../../../../server/http.ts';
import { requireCandidate } from '../../../../server/session.ts';
import { itemNumber } from '../schemas.ts';

const inputSchema = z.strictObject({ itemNumber, flagged: z.boolean() });

/** POST a flag or take it off. */
export async function POST(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    await flagQuestion(principal, inputSchema.parse(await readJson(request, 1_024)));
    return new Response(null, { status: 204 });
  });
}
