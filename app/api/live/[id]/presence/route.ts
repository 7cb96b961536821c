import { handle, readJson } from '../../../../../server/http.ts';
import { passPresence } from '../../../../../server/live/pass-presence.ts';
import { requireStaff } from '../../../../../server/session.ts';
import { attemptIdSchema, bodyBytesMax, presenceSchema } from '../../schemas.ts';

/** POST where the cursor of somebody of the session is, or an empty object as a sign of life. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return handle(request, async () => {
    const principal = await requireStaff();
    const attemptId = attemptIdSchema.parse((await params).id);
    const presence = presenceSchema.parse(await readJson(request, bodyBytesMax));
    await passPresence(principal, attemptId, presence);
    return new Response(null, { status: 204 });
  });
}
