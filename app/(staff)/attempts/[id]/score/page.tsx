import type { Metadata } from 'next';
import { PageHeader } from '../../../../../components/shell/page-header.tsx';
import { ButtonLink } from '../../../../../components/ui/button/button.tsx';
import { Badge } from '../../../../../components/ui/data/badge.tsx';
import { Breadcrumbs } from '../../../../../components/ui/data/breadcrumbs.tsx';
import { EmptyState } from '../../../../../components/ui/feedback/empty-state.tsx';
import { readScoringPage } from '../../../../../server/scoring/read-scoring-page.ts';
import { forStaffPage } from '../../../../../server/staff-page.ts';
import { OthersTable } from './others-table.tsx';
import { ScoringDesk } from './scoring-desk.tsx';

export const metadata: Metadata = { title: 'Score' };

export default async function ScorePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const page = await forStaffPage((staff) => readScoringPage(staff, id));
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title={`Score ${page.candidate}`}
        breadcrumbs={
          <Breadcrumbs
            crumbs={[
              { label: 'To score', href: '/queue' },
              { label: page.positionTitle },
              { label: page.candidate },
            ]}
          />
        }
        badges={page.submittedAt ? <Badge tone="pass">Submitted</Badge> : <Badge>Sealed</Badge>}
        detail={`form ${page.formNumber}`}
        actions={page.mayScore && <ButtonLink href={`/attempts/${id}/replay`}>Replay</ButtonLink>}
      />
      {page.mayScore ? (
        <ScoringDesk page={page} />
      ) : (
        <EmptyState>
          The candidate still works on this attempt. It can be scored once it is submitted.
        </EmptyState>
      )}
      {page.submittedAt && <OthersTable page={page} />}
    </div>
  );
}
