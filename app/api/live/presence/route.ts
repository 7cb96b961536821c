import { handle, readJson } from '../../../../server/http.ts';
import { passPresence } from '../../../../server/live/pass-presence.ts';
import { requireCandidate } from '../../../../server/session.ts';
import { bodyBytesMax, presenceSchema } from '../schemas.ts';

/** POST where the cursor of the candidate is, or an empty object as a sign of life. */
export async function POST(request: Request) {
  return handle(request, async () => {
    const principal = await requireCandidate();
    const { attemptId } = principal;
    const presence = presenceSchema.parse(await readJson(request, bodyBytesMax));
    await passPresence(principal, attemptId, presence);
    return new Response(null, { status: 204 });
  });
}
