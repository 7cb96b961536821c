import type { Metadata } from 'next';
import { PageHeader } from '../../../../components/shell/page-header.tsx';
import { ButtonLink } from '../../../../components/ui/button/button.tsx';
import { Badge } from '../../../../components/ui/data/badge.tsx';
import { Breadcrumbs } from '../../../../components/ui/data/breadcrumbs.tsx';
import { readStaffAttempt } from '../../../../server/staff-attempt/read-staff-attempt.ts';
import { forStaffPage } from '../../../../server/staff-page.ts';
import { Moment } from '../../moment.tsx';
import { ApplicationPane } from './_parts/application-pane.tsx';
import { InvitationPane } from './_parts/invitation-pane.tsx';
import { LateEditsPane } from './_parts/late-edits-pane.tsx';
import { OutagePane } from './_parts/outage-pane.tsx';
import { RatersPane } from './_parts/raters-pane.tsx';
import { FactsPane, RecordPane } from './_parts/record-pane.tsx';
import { RequestsPane } from './_parts/requests-pane.tsx';
import { statusTexts } from './_parts/status-text.ts';
import { TimePane } from './_parts/time-pane.tsx';

export const metadata: Metadata = { title: 'Candidate' };

/** What a manager sees of one attempt: state, time, requests, invitation, raters, record. Scores are on the report. */
export default async function AttemptPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const attempt = await forStaffPage((principal) => readStaffAttempt(principal, id));
  const finished = attempt.status === 'submitted' || attempt.status === 'graded';
  return (
    <>
      <PageHeader
        title={attempt.candidate.name}
        breadcrumbs={
          <Breadcrumbs
            crumbs={[
              { label: 'Positions', href: '/positions' },
              { label: attempt.position.title, href: `/positions/${attempt.position.id}` },
              { label: attempt.candidate.name },
            ]}
          />
        }
        badges={
          <Badge
            tone={attempt.status === 'running' ? 'info' : attempt.status === 'lapsed' ? 'warn' : 'neutral'}
          >
            {statusTexts[attempt.status]}
          </Badge>
        }
        detail={
          <>
            Form {attempt.form.number}
            {attempt.submittedAt && (
              <>
                {' · '}
                {attempt.submittedBy === 'deadline' ? 'ended by the clock' : 'submitted'}{' '}
                <Moment at={attempt.submittedAt} />
              </>
            )}
            {!attempt.submittedAt && attempt.startedAt && (
              <>
                {' · started '}
                <Moment at={attempt.startedAt} />
              </>
            )}
          </>
        }
        actions={
          <>
            {attempt.ownCard && finished && (
              <ButtonLink
                href={`/attempts/${id}/score`}
                {...(attempt.ownCard.submitted ? {} : { variant: 'primary' as const })}
              >
                {attempt.ownCard.submitted ? 'Your scores' : 'Score'}
              </ButtonLink>
            )}
            {finished && attempt.form.mode === 'live' && (
              <ButtonLink href={`/live/${id}/debrief`}>Debrief</ButtonLink>
            )}
            {finished && <ButtonLink href={`/attempts/${id}/replay`}>Replay</ButtonLink>}
            {finished && attempt.mayReadReport && (
              <ButtonLink href={`/attempts/${id}/report`} variant="primary">
                Report
              </ButtonLink>
            )}
          </>
        }
      />
      {attempt.judges && (
        <p className="border-b border-line bg-sunken px-3.5 py-2 text-dense text-ink-2">
          You rate this attempt. Extra time, given time, times of day and application answers are kept from
          you; another manager looks after them.
        </p>
      )}
      <div className="grid border-b border-line bg-panel lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col divide-y divide-line">
          <RequestsPane attempt={attempt} />
          <LateEditsPane attempt={attempt} />
          <TimePane attempt={attempt} />
          <OutagePane attempt={attempt} />
          <FactsPane attempt={attempt} />
          <RecordPane attempt={attempt} />
        </div>
        <div className="flex min-w-0 flex-col divide-y divide-line border-t border-line lg:border-t-0 lg:border-l">
          <RatersPane attempt={attempt} />
          <InvitationPane attempt={attempt} />
          {attempt.application && <ApplicationPane answers={attempt.application} />}
        </div>
      </div>
    </>
  );
}
