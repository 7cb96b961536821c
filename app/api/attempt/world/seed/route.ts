import { traceSeed } from '../../../../../server/attempt/world/trace-seed.ts';
import { handle, readJson } from '../../../../../server/http.ts';
import { sandbox } from '../../../../../server/sandbox.ts';
import { requireCandidate } from '../../../../../server/session.ts';
import { seedBody, worldBodyBytesMax } from '../schemas.ts';

/** POST a program and a published seed; answers everything that happened in it. */
export async function POST(request: Request) {
  return handle(request, async ({ requestId }) => {
    const principal = await requireCandidate();
    const input = seedBody.parse(await readJson(request, worldBodyBytesMax));
    const trace = await traceSeed(principal, sandbox(), { ...input, requestId });
    return Response.json(trace, { headers: { 'cache-control': 'no-store' } });
  });
}
