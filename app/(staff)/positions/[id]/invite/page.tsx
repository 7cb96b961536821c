import type { Metadata } from 'next';
import { PageHeader } from '../../../../../components/shell/page-header.tsx';
import { ButtonLink } from '../../../../../components/ui/button/button.tsx';
import { Breadcrumbs } from '../../../../../components/ui/data/breadcrumbs.tsx';
import { EmptyState } from '../../../../../components/ui/feedback/empty-state.tsx';
import { startWithinDaysDefault } from '../../../../../server/limits.ts';
import { readPositionHead } from '../../../../../server/position/read-position-head.ts';
import { forStaffPage } from '../../../../../server/staff-page.ts';
import { InviteForms } from './invite-forms.tsx';

export const metadata: Metadata = { title: 'Invite' };

export default async function InvitePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const position = await forStaffPage((principal) => readPositionHead(principal, id));
  const settings = `/positions/${position.id}/settings`;
  return (
    <>
      <PageHeader
        title={`Invite to ${position.title}`}
        breadcrumbs={
          <Breadcrumbs
            crumbs={[
              { label: 'Positions', href: '/positions' },
              { label: position.title, href: `/positions/${position.id}` },
              { label: 'Invite' },
            ]}
          />
        }
      />
      {position.closed ? (
        <EmptyState action={<ButtonLink href={settings}>Open settings</ButtonLink>}>
          This position is closed. Open it again to invite candidates.
        </EmptyState>
      ) : position.form === null ? (
        <EmptyState action={<ButtonLink href={settings}>Open settings</ButtonLink>}>
          This position has no form. Make one to invite candidates.
        </EmptyState>
      ) : position.form.mode === 'live' ? (
        <EmptyState
          action={<ButtonLink href={`/positions/${position.id}/schedule`}>Plan a session</ButtonLink>}
        >
          This position&#39;s form is held live. Sessions are planned, each with its own link.
        </EmptyState>
      ) : (
        <InviteForms
          positionId={position.id}
          formNumber={position.form.number}
          sections={position.form.sections}
          mail={position.mail}
          daysDefault={startWithinDaysDefault}
        />
      )}
    </>
  );
}
