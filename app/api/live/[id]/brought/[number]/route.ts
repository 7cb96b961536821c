import { handle } from '../../../../../../server/http.ts';
import { readBroughtResults } from '../../../../../../server/live/earlier/read-brought-results.ts';
import { requireStaff } from '../../../../../../server/session.ts';
import { attemptIdSchema, broughtNumberSchema } from '../../../schemas.ts';

/** GET what the run showed at which an earlier answer was opened in the session. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string; number: string }> }) {
  return handle(request, async () => {
    const principal = await requireStaff();
    const { id, number } = await params;
    const results = await readBroughtResults(principal, {
      attemptId: attemptIdSchema.parse(id),
      number: broughtNumberSchema.parse(number),
    });
    return Response.json({ results }, { headers: { 'cache-control': 'no-store' } });
  });
}
