import { z } from 'zod';
import { openDocument } from '../../../../server/edit-log/open-document.ts';
import { handle } from '../../../../server/http.ts';
import { requireCandidateOrStaff } from '../../../../server/session.ts';

const inputSchema = z.strictObject({
  documentId: z.uuid(),
  after: z.coerce.number().int().nonnegative().nullable(),
  as: z.enum(['candidate', 'staff']),
});

/** GET the document as one binary log slice; `?after=<seq>` only what came after. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return handle(request, async () => {
    const query = new URL(request.url).searchParams;
    const input = inputSchema.parse({
      documentId: (await params).id,
      after: query.get('after'),
      as: query.get('as') ?? 'candidate',
    });
    const principal = await requireCandidateOrStaff(input.as);
    const slice = await openDocument(principal, input.documentId, input.after);
    return new Response(new Uint8Array(slice), {
      headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
    });
  });
}
