import { z } from 'zod';
import { runCode } from '../../../../server/attempt/question/run-code.ts';
import { handle, readJson } from '../../../../server/http.ts';
import { sandbox } from '../../../../server/sandbox.ts';
import { requireCandidate } from '../../../../server/session.ts';
import { files, itemNumber } from '../schemas.ts';

const inputSchema = z.strictObject({ itemNumber, files });

/** POST the code of a question; answers the run. 503 with a retry time when the sandbox is full. */
export async function POST(request: Request) {
  return handle(request, async ({ requestId }) => {
    const principal = await requireCandidate();
    const input = inputSchema.parse(await readJson(request, 512 * 1024));
    const run = await runCode(principal, sandbox(), { ...input, requestId });
    return Response.json(run, { headers: { 'cache-control': 'no-store' } });
  });
}
