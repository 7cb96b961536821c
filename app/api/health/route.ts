import { readHealth } from '../../../server/read-health.ts';

export const dynamic = 'force-dynamic';

/** For load balancers and people: 200, or 503 with the part that is down. */
export async function GET(): Promise<Response> {
  const health = await readHealth();
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
