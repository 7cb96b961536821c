import { z } from 'zod';
import { readRuns } from '../../../../server/attempt/question/read-runs.ts';
import { handle } from '../../../../server/http.ts';
import { requireCandidate } from '../../../../server/session.ts';

const inputSchema = z.strictObject({ itemNumber: z.coerce.number().int().min(1).max(500) });

/** GET the runs of a question with their code: `?item=<number>`. */
export async function GET(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    const input = inputSchema.parse({ itemNumber: new URL(request.url).searchParams.get('item') });
    return Response.json(
      { runs: await readRuns(principal, input) },
      { headers: { 'cache-control': 'no-store' } },
    );
  });
}
