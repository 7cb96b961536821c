import { readOwnTexts } from '../../../../server/attempt/record/read-own-texts.ts';
import { handle } from '../../../../server/http.ts';
import { requireCandidate } from '../../../../server/session.ts';

/** GET { texts }: one's own texts of other sections and of practice, so that moving them is not taken for a paste. */
export async function GET(request: Request) {
  return handle(request, async () =>
    Response.json(
      { texts: await readOwnTexts(await requireCandidate()) },
      { headers: { 'cache-control': 'no-store' } },
    ),
  );
}
