import { handle, readJson } from '../../../../../server/http.ts';
import { listRoomRuns } from '../../../../../server/live/run/list-room-runs.ts';
import { runSharedCode } from '../../../../../server/live/run/run-shared-code.ts';
import { sandbox } from '../../../../../server/sandbox.ts';
import { requireStaff } from '../../../../../server/session.ts';
import { attemptIdSchema, bodyBytesMax, runSchema } from '../../schemas.ts';

interface Context {
  params: Promise<{ id: string }>;
}

/** GET the newest runs of the shared code. */
export async function GET(request: Request, { params }: Context) {
  return handle(request, async () => {
    const principal = await requireStaff();
    const runs = await listRoomRuns(principal, attemptIdSchema.parse((await params).id));
    return Response.json({ runs }, { headers: { 'cache-control': 'no-store' } });
  });
}

/** POST which file of the shared code to run; answers its number. 503 with a retry time when the sandbox is full. */
export async function POST(request: Request, { params }: Context) {
  return handle(request, async ({ requestId }) => {
    const principal = await requireStaff();
    const attemptId = attemptIdSchema.parse((await params).id);
    const { path } = runSchema.parse(await readJson(request, bodyBytesMax));
    return Response.json(await runSharedCode(principal, sandbox(), { attemptId, path, requestId }), {
      headers: { 'cache-control': 'no-store' },
    });
  });
}
