import { handle } from '../../../../../server/http.ts';
import { listEarlierAttempts } from '../../../../../server/live/earlier/list-earlier-answers.ts';
import { requireStaff } from '../../../../../server/session.ts';
import { attemptIdSchema } from '../../schemas.ts';

/** GET the candidate's earlier answers that the lead may open in the session. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return handle(request, async () => {
    const principal = await requireStaff();
    const attempts = await listEarlierAttempts(principal, attemptIdSchema.parse((await params).id));
    return Response.json({ attempts }, { headers: { 'cache-control': 'no-store' } });
  });
}
