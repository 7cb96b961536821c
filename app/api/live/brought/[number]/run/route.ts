import { handle } from '../../../../../../server/http.ts';
import { lab } from '../../../../../../server/lab.ts';
import { listCopyRuns } from '../../../../../../server/live/run/list-copy-runs.ts';
import { runCopy } from '../../../../../../server/live/run/run-copy.ts';
import { sandbox } from '../../../../../../server/sandbox.ts';
import { requireCandidate } from '../../../../../../server/session.ts';
import { broughtNumberSchema } from '../../../schemas.ts';

interface Context {
  params: Promise<{ number: string }>;
}

/** GET the newest runs of the copy of an earlier answer. */
export async function GET(request: Request, { params }: Context) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    const { number } = await params;
    const key = {
      attemptId: principal.attemptId,
      number: broughtNumberSchema.parse(number),
    };
    const runs = await listCopyRuns(principal, key);
    return Response.json({ runs }, { headers: { 'cache-control': 'no-store' } });
  });
}

/** POST to run the copy as it stands; answers the run's number. 503 with a retry time when sandbox or lab are full. */
export async function POST(request: Request, { params }: Context) {
  return handle(request, async ({ requestId }) => {
    const principal = await requireCandidate();
    const { number } = await params;
    const key = {
      attemptId: principal.attemptId,
      number: broughtNumberSchema.parse(number),
    };
    const runners = { sandbox: sandbox(), lab: lab() };
    return Response.json(await runCopy(principal, runners, { ...key, requestId }), {
      headers: { 'cache-control': 'no-store' },
    });
  });
}
