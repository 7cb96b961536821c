import { handle } from '../../../../../server/http.ts';
import { readBroughtResults } from '../../../../../server/live/earlier/read-brought-results.ts';
import { requireCandidate } from '../../../../../server/session.ts';
import { broughtNumberSchema } from '../../schemas.ts';

/** GET what the run showed at which an earlier answer was opened in the candidate's session. */
export async function GET(request: Request, { params }: { params: Promise<{ number: string }> }) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    const number = broughtNumberSchema.parse((await params).number);
    const results = await readBroughtResults(principal, { attemptId: principal.attemptId, number });
    return Response.json({ results }, { headers: { 'cache-control': 'no-store' } });
  });
}
