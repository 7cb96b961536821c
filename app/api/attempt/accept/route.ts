import { z } from 'zod';
import { acceptInvitation } from '../../../../server/attempt/entry/accept-invitation.ts';
import { candidateCookie } from '../../../../server/attempt/entry/candidate-cookie.ts';
import { handle, readJson } from '../../../../server/http.ts';
import { findCandidate } from '../../../../server/session.ts';

const inputSchema = z.strictObject({
  token: z.string().max(200),
  consent: z.literal(true),
  timeZone: z.string().max(80).nullable(),
});

/**
 * POST the press that uses an invitation link up. A route and not a form action, because an action that sets a cookie
 * draws its page again, and the page of a used link would take the resume code from the screen.
 */
export async function POST(request: Request) {
  return handle(request, async () => {
    const input = inputSchema.parse(await readJson(request, 2_048));
    const accepted = await acceptInvitation({
      token: input.token,
      timeZone: input.timeZone,
      userAgent: request.headers.get('user-agent') ?? '',
      current: await findCandidate(),
    });
    const headers = new Headers({ 'cache-control': 'no-store' });
    if (accepted.kind === 'already-here') return Response.json({ resumeCode: null }, { headers });
    headers.append('set-cookie', candidateCookie(accepted.sessionToken));
    return Response.json({ resumeCode: accepted.resumeCode }, { headers });
  });
}
