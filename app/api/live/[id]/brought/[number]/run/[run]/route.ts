import { handle } from '../../../../../../../../server/http.ts';
import { readBroughtResults } from '../../../../../../../../server/live/earlier/read-brought-results.ts';
import { requireStaff } from '../../../../../../../../server/session.ts';
import { attemptIdSchema, broughtNumberSchema, copyRunSchema } from '../../../../../schemas.ts';

/** GET what a run of the copy of an earlier answer showed. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; number: string; run: string }> },
) {
  return handle(request, async () => {
    const principal = await requireStaff();
    const { id, number, run } = await params;
    const key = {
      attemptId: attemptIdSchema.parse(id),
      number: broughtNumberSchema.parse(number),
      copyRun: copyRunSchema.parse(run),
    };
    const results = await readBroughtResults(principal, key);
    return Response.json({ results }, { headers: { 'cache-control': 'no-store' } });
  });
}
