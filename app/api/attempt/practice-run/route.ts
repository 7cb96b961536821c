import { z } from 'zod';
import { runPractice } from '../../../../server/attempt/preparation/run-practice.ts';
import { handle, readJson } from '../../../../server/http.ts';
import { sandbox } from '../../../../server/sandbox.ts';
import { requireCandidate } from '../../../../server/session.ts';
import { files } from '../schemas.ts';

const inputSchema = z.strictObject({ files });

/** POST practice code; answers the run, which is stored nowhere. */
export async function POST(request: Request) {
  return handle(request, async ({ requestId }) => {
    const principal = await requireCandidate();
    const input = inputSchema.parse(await readJson(request, 512 * 1024));
    const run = await runPractice(principal, sandbox(), { ...input, requestId });
    return Response.json(run, { headers: { 'cache-control': 'no-store' } });
  });
}
