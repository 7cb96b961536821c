import { z } from 'zod';
import { trackNumberMin } from '../../../../../../domain/replay/tracks.ts';
import { handle } from '../../../../../../server/http.ts';
import { readReplayLog } from '../../../../../../server/report/read-replay.ts';
import { requireStaff } from '../../../../../../server/session.ts';

const inputSchema = z.strictObject({
  attemptId: z.uuid(),
  number: z.coerce.number().int().min(trackNumberMin).max(500),
});

/** GET all edits of one answer of a submitted attempt, or of one track of its live room, as a binary log slice. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string; number: string }> }) {
  return handle(request, async () => {
    const principal = await requireStaff();
    const { id, number } = await params;
    const input = inputSchema.parse({ attemptId: id, number });
    const slice = await readReplayLog(principal, input);
    return new Response(new Uint8Array(slice), {
      headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
    });
  });
}
