import { handle } from '../../../../../../../server/http.ts';
import { traceBroughtSeed } from '../../../../../../../server/live/earlier/trace-brought-seed.ts';
import { sandbox } from '../../../../../../../server/sandbox.ts';
import { requireStaff } from '../../../../../../../server/session.ts';
import { attemptIdSchema, broughtNumberSchema } from '../../../../schemas.ts';

/** GET the smallest failing seed of that run; null when none failed. 503 with a retry time when the sandbox is full. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string; number: string }> }) {
  return handle(request, async ({ requestId }) => {
    const principal = await requireStaff();
    const { id, number } = await params;
    const trace = await traceBroughtSeed(principal, sandbox(), {
      attemptId: attemptIdSchema.parse(id),
      number: broughtNumberSchema.parse(number),
      requestId,
    });
    return Response.json({ trace }, { headers: { 'cache-control': 'no-store' } });
  });
}
