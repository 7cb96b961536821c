import type { RunLine } from '../../../../../domain/world/wire.ts';
import { beginWorldRun } from '../../../../../server/attempt/world/run-world.ts';
import { handle, readJson } from '../../../../../server/http.ts';
import { sandbox } from '../../../../../server/sandbox.ts';
import { requireCandidate } from '../../../../../server/session.ts';
import { streamLines } from '../../../../../server/stream-lines.ts';
import { runBody, worldBodyBytesMax } from '../schemas.ts';

/** POST the program; answers in lines: `begun`, a `seed` each, `done`. Closing the connection stops the run. */
export async function POST(request: Request) {
  return handle(request, async ({ requestId }) => {
    const principal = await requireCandidate();
    const input = runBody.parse(await readJson(request, worldBodyBytesMax));
    const run = await beginWorldRun(principal, sandbox(), { ...input, requestId });
    return streamLines<RunLine>(request, requestId, async (say, signal) => {
      say({ type: 'begun', number: run.number, asked: run.asked });
      say({ type: 'done', run: await run.seeds((seed) => say({ type: 'seed', seed }), signal) });
    });
  });
}
