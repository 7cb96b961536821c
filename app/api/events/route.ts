import { z } from 'zod';
import { decodeCursor, isTabId, mergeCursors } from '../../../domain/edit-log/wire.ts';
import { openEventStream } from '../../../server/edit-log/events/open-event-stream.ts';
import { handle } from '../../../server/http.ts';
import { requireCandidateOrStaff } from '../../../server/session.ts';

export const dynamic = 'force-dynamic';

const inputSchema = z.strictObject({
  tab: z.string().refine(isTabId, 'expected 8 hexadecimal signs').nullable(),
  after: z.string().max(2_000),
  lastEventId: z.string().max(2_000),
  /** `staff` for somebody of a live session, who then names it. */
  as: z.enum(['candidate', 'staff']),
  attempt: z.uuid().nullable(),
});

/** GET server-sent events of the attempt: `?tab=<8 hex>&after=<cursor>`, or `Last-Event-ID`; the larger of both counts. */
export async function GET(request: Request) {
  return handle(request, async () => {
    const query = new URL(request.url).searchParams;
    const input = inputSchema.parse({
      tab: query.get('tab'),
      after: query.get('after') ?? '',
      lastEventId: request.headers.get('last-event-id') ?? '',
      as: query.get('as') ?? 'candidate',
      attempt: query.get('attempt'),
    });
    const principal = await requireCandidateOrStaff(input.as);
    const body = await openEventStream(principal, {
      attemptId: principal.kind === 'candidate' ? principal.attemptId : (input.attempt ?? ''),
      tabId: input.tab ?? '',
      cursor: mergeCursors(decodeCursor(input.after), decodeCursor(input.lastEventId)),
      signal: request.signal,
    });
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        // Without no-transform the web server compresses the stream; without the last one a proxy holds it back.
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
        // A stopping server waits for connections that were in use when it was told, also after their stream has ended.
        connection: 'close',
      },
    });
  });
}
