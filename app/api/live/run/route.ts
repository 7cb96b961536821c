import { handle, readJson } from '../../../../server/http.ts';
import { listRoomRuns } from '../../../../server/live/run/list-room-runs.ts';
import { runSharedCode } from '../../../../server/live/run/run-shared-code.ts';
import { sandbox } from '../../../../server/sandbox.ts';
import { requireCandidate } from '../../../../server/session.ts';
import { bodyBytesMax, runSchema } from '../schemas.ts';

/** GET the newest runs of the shared code. */
export async function GET(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    const runs = await listRoomRuns(principal, principal.attemptId);
    return Response.json({ runs }, { headers: { 'cache-control': 'no-store' } });
  });
}

/** POST which file of the shared code to run; answers its number. 503 with a retry time when the sandbox is full. */
export async function POST(request: Request) {
  return handle(request, async ({ requestId }) => {
    const principal = await requireCandidate();
    const { path } = runSchema.parse(await readJson(request, bodyBytesMax));
    const { attemptId } = principal;
    return Response.json(await runSharedCode(principal, sandbox(), { attemptId, path, requestId }), {
      headers: { 'cache-control': 'no-store' },
    });
  });
}
