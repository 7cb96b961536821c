import { handle, readJson } from '../../../../../server/http.ts';
import { changeCard } from '../../../../../server/live/card/change-card.ts';
import { requireStaff } from '../../../../../server/session.ts';
import { attemptIdSchema } from '../../schemas.ts';
import { cardBodyBytesMax, cardChangeSchema } from './schema.ts';

/**
 * POST one change of the reader's own card; the same change sent again is one. Answers what the page keeps of it: a
 * pin's source or a rating's number.
 */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return handle(request, async () => {
    const principal = await requireStaff();
    const attemptId = attemptIdSchema.parse((await params).id);
    const change = cardChangeSchema.parse(await readJson(request, cardBodyBytesMax));
    return Response.json(await changeCard(principal, attemptId, change), {
      headers: { 'cache-control': 'no-store' },
    });
  });
}
