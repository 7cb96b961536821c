import { copyAnswers } from '../../../../server/attempt/record/copy-answers.ts';
import { handle } from '../../../../server/http.ts';
import { requireCandidate } from '../../../../server/session.ts';

/** GET a copy of one's own answers as a file. */
export async function GET(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    const copy = await copyAnswers(principal);
    return new Response(JSON.stringify(copy, null, 2), {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': 'attachment; filename="my-answers.json"',
        'cache-control': 'no-store',
      },
    });
  });
}
