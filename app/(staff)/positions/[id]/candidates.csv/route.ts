import { handle } from '../../../../../server/http.ts';
import { candidatesCsv } from '../../../../../server/position/candidates-csv.ts';
import { readPositionDashboard } from '../../../../../server/position/read-position-dashboard.ts';
import { requireStaff } from '../../../../../server/session.ts';

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return handle(request, async () => {
    const { id } = await params;
    const dashboard = await readPositionDashboard(await requireStaff(), id);
    const name = dashboard.title
      .replace(/[^A-Za-z0-9]+/gu, '-')
      .replace(/^-|-$/gu, '')
      .slice(0, 60);
    return new Response(candidatesCsv(dashboard), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="candidates-${name || 'position'}.csv"`,
        'cache-control': 'no-store',
      },
    });
  });
}
