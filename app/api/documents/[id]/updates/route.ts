import { z } from 'zod';
import { appendUpdates } from '../../../../../server/edit-log/append-updates.ts';
import { handle, readBytes } from '../../../../../server/http.ts';
import { updateBytesMax } from '../../../../../server/limits.ts';
import { requireCandidateOrStaff } from '../../../../../server/session.ts';

const inputSchema = z.strictObject({
  documentId: z.uuid(),
  batchId: z.uuid(),
  as: z.enum(['candidate', 'staff']),
});

/** POST one Yjs update as raw bytes, `?batch=<uuid>`. Answers after the commit: 200 accepted, 410 late. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return handle(request, async ({ requestId }) => {
    const query = new URL(request.url).searchParams;
    const { as, ...input } = inputSchema.parse({
      documentId: (await params).id,
      batchId: query.get('batch'),
      as: query.get('as') ?? 'candidate',
    });
    const principal = await requireCandidateOrStaff(as);
    const bytes = await readBytes(request, updateBytesMax);
    const answer = await appendUpdates(principal, { ...input, bytes, requestId });
    return Response.json(answer, {
      status: answer.outcome === 'accepted' ? 200 : 410,
      headers: { 'cache-control': 'no-store' },
    });
  });
}
