import { handle } from '../../../../../../../server/http.ts';
import { readBroughtResults } from '../../../../../../../server/live/earlier/read-brought-results.ts';
import { requireCandidate } from '../../../../../../../server/session.ts';
import { broughtNumberSchema, copyRunSchema } from '../../../../schemas.ts';

/** GET what a run of the copy of an earlier answer showed. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ number: string; run: string }> },
) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    const { number, run } = await params;
    const key = {
      attemptId: principal.attemptId,
      number: broughtNumberSchema.parse(number),
      copyRun: copyRunSchema.parse(run),
    };
    const results = await readBroughtResults(principal, key);
    return Response.json({ results }, { headers: { 'cache-control': 'no-store' } });
  });
}
