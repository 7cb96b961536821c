import { handle } from '../../../../../../../../../server/http.ts';
import { traceBroughtSeed } from '../../../../../../../../../server/live/earlier/trace-brought-seed.ts';
import { sandbox } from '../../../../../../../../../server/sandbox.ts';
import { requireStaff } from '../../../../../../../../../server/session.ts';
import { attemptIdSchema, broughtNumberSchema, copyRunSchema } from '../../../../../../schemas.ts';

/** GET the smallest failing seed of that run of the copy; null when none failed. 503 when the sandbox is full. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; number: string; run: string }> },
) {
  return handle(request, async ({ requestId }) => {
    const principal = await requireStaff();
    const { id, number, run } = await params;
    const key = {
      attemptId: attemptIdSchema.parse(id),
      number: broughtNumberSchema.parse(number),
      copyRun: copyRunSchema.parse(run),
    };
    const trace = await traceBroughtSeed(principal, sandbox(), { ...key, requestId });
    return Response.json({ trace }, { headers: { 'cache-control': 'no-store' } });
  });
}
