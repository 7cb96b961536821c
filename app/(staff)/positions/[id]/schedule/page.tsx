import type { Metadata } from 'next';
import { PageHeader } from '../../../../../components/shell/page-header.tsx';
import { ButtonLink } from '../../../../../components/ui/button/button.tsx';
import { Breadcrumbs } from '../../../../../components/ui/data/breadcrumbs.tsx';
import { EmptyState } from '../../../../../components/ui/feedback/empty-state.tsx';
import { readSchedulePage } from '../../../../../server/live/read-schedule-page.ts';
import { forStaffPage } from '../../../../../server/staff-page.ts';
import { ScheduleForm } from './schedule-form.tsx';

export const metadata: Metadata = { title: 'Plan a session' };

export default async function SchedulePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const page = await forStaffPage((principal) => readSchedulePage(principal, id));
  const settings = <ButtonLink href={`/positions/${page.positionId}/settings`}>Open settings</ButtonLink>;
  return (
    <>
      <PageHeader
        title={`Plan a live session for ${page.title}`}
        breadcrumbs={
          <Breadcrumbs
            crumbs={[
              { label: 'Positions', href: '/positions' },
              { label: page.title, href: `/positions/${page.positionId}` },
              { label: 'Plan a session' },
            ]}
          />
        }
      />
      {page.closed ? (
        <EmptyState action={settings}>This position is closed. Open it again to plan sessions.</EmptyState>
      ) : page.agenda === null ? (
        <EmptyState action={settings}>
          This position&#39;s form is taken alone. Choose a live blueprint to plan sessions.
        </EmptyState>
      ) : page.people.length === 0 ? (
        <EmptyState>Nobody has the interviewer role yet. An administrator gives it under People.</EmptyState>
      ) : (
        <ScheduleForm positionId={page.positionId} agenda={page.agenda} people={page.people} />
      )}
    </>
  );
}
