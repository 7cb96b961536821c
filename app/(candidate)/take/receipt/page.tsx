import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { durationWords } from '../../../../components/take/clock/duration-words.ts';
import { FeedbackList } from '../../../../components/take/feedback/feedback-list.tsx';
import { Block, Facts } from '../../../../components/take/frame/block.tsx';
import { CandidatePage } from '../../../../components/take/frame/candidate-page.tsx';
import { LocalMoment } from '../../../../components/take/outline/local-moment.tsx';
import { FactsList } from '../../../../components/take/submit/facts-list.tsx';
import { Banner } from '../../../../components/ui/feedback/banner.tsx';
import { aidNames } from '../../../../domain/form.ts';
import { type OwnRecord, readOwnRecord } from '../../../../server/attempt/record/read-own-record.ts';
import { readOwnFeedback } from '../../../../server/report/read-feedback.ts';
import { sessionHash } from '../../../../server/session-hash.ts';
import { RequestList } from '../../request-list.tsx';
import { requireCandidatePage } from '../../require-candidate-page.ts';
import { noteAction } from '../submit/actions.ts';
import { AfterForms } from './after-forms.tsx';
import { ReopenWatch } from './reopen-watch.tsx';
import { UnsentEdits } from './unsent-edits.tsx';

export const metadata: Metadata = { title: 'Receipt' };

/** The candidate's page afterwards: state, who has her data, what can be asked, her own record. */
export default async function ReceiptPage() {
  const principal = await requireCandidatePage();
  const record = await readOwnRecord(principal);
  if (record.status === 'withdrawn') return <Withdrawn record={record} />;
  const { receipt } = record;
  if (!receipt) redirect('/take');
  const feedback = await readOwnFeedback(principal);
  const ownOutages = record.outages.filter((outage) => !outage.granted);
  const lostMs = ownOutages.reduce((sum, outage) => sum + outage.lostMs, 0);
  const late = record.lateEdits.filter((edit) => edit.decision === null);
  const lateCharacters = late.reduce((sum, edit) => sum + edit.characters, 0);
  const declared = Object.entries(record.declaredAids);
  return (
    <CandidatePage title={record.positionTitle} organisation={record.team}>
      <ReopenWatch />
      <div>
        <h1 className="text-page">
          {receipt.by === 'candidate'
            ? 'Your assessment is submitted'
            : 'The time is over; your assessment is submitted'}
        </h1>
        <p className="mt-1 max-w-prose text-ink-2">
          {receipt.by === 'candidate'
            ? 'People read it next. You hear from them; nothing is decided by a program.'
            : 'Everything that was saved until then was handed in. People read it next; nothing is decided by a program.'}
        </p>
      </div>
      <Block title="Receipt">
        <Facts
          items={[
            { term: 'Number', text: <span className="font-mono select-all">{receipt.receipt}</span> },
            { term: 'Submitted', text: <LocalMoment at={receipt.submittedAt.toISOString()} /> },
            { term: 'State', text: stateText(record, feedback !== null) },
            ...(record.contact ? [{ term: 'Contact', text: record.contact }] : []),
            {
              term: 'Who has your data',
              text: `The people who hire for this position and those who score your answers${
                record.namesHidden ? ', without your name' : ''
              }. Kept for ${record.retentionDays} days.`,
            },
          ]}
        />
        <p>
          <a href="/api/attempt/copy" download className="text-accent underline-offset-2 hover:underline">
            Download a copy of your own answers
          </a>{' '}
          <span className="text-ink-3">(JSON, without the prompts)</span>
        </p>
      </Block>
      {feedback && (
        <Block title="Feedback">
          <FeedbackList feedback={feedback} />
        </Block>
      )}
      <UnsentEdits attemptId={principal.attemptId} sessionHash={sessionHash(principal.sessionId)} />
      {lateCharacters > 0 && (
        <Banner tone="warn" title={`${lateCharacters} characters arrived after the deadline; staff decide.`}>
          They are kept beside your answers (question {late.map((edit) => edit.itemNumber).join(', ')}). You
          can ask below that they count, and say why they were late.
        </Banner>
      )}
      {record.lateEdits.some((edit) => edit.decision !== null) && (
        <ul className="text-ink-2">
          {record.lateEdits
            .filter((edit) => edit.decision !== null)
            .map((edit) => (
              <li key={`${edit.itemNumber} ${edit.decision}`}>
                Question {edit.itemNumber}: {edit.characters} late characters{' '}
                {edit.decision === 'merged' ? 'were accepted and count.' : 'were not accepted.'}
              </li>
            ))}
        </ul>
      )}
      {ownOutages.length > 0 && (
        <Banner
          tone="warn"
          title={`${durationWords(lostMs)} were lost on our side, as our own records show.`}
        >
          Staff can give exactly this time back, also now. Ask for it below; the assessment then opens again
          for that time.
        </Banner>
      )}
      {declared.length > 0 && (
        <Block title="What you declared">
          <Facts items={declared.map(([aid, text]) => ({ term: aidName(aid), text }))} />
        </Block>
      )}
      <Block title="Facts that were recorded">
        <p>
          Exactly these are shown to the people who read your assessment.{' '}
          {record.notesOpen
            ? 'You can add a note to each for 7 days after submitting.'
            : 'The time for notes is over.'}
        </p>
        <FactsList
          facts={record.facts.map(({ id, at, itemNumber, text, candidateNote }) => ({
            id,
            at: at.toISOString(),
            itemNumber,
            text,
            note: candidateNote,
          }))}
          note={record.notesOpen ? noteAction : null}
        />
      </Block>
      <Block title="What you can ask">
        <RequestList requests={record.requests} />
        <AfterForms hasOutage={ownOutages.length > 0} hasLate={lateCharacters > 0} />
      </Block>
    </CandidatePage>
  );
}

function stateText(record: OwnRecord, decided: boolean): string {
  if (decided) return 'People have decided. Your contact tells you what.';
  return record.status === 'graded'
    ? 'Checked by rules where there are rules; written answers are read by people.'
    : 'Received. Checks by rules run next; written answers are read by people.';
}

function aidName(aid: string): string {
  return Object.entries(aidNames).find(([key]) => key === aid)?.[1] ?? aid;
}

function Withdrawn({ record }: { record: OwnRecord }) {
  return (
    <CandidatePage title={record.positionTitle} organisation={record.team}>
      <h1 className="text-page">You have withdrawn</h1>
      <p className="max-w-prose text-ink-2">
        Nothing of this assessment is read or scored any further. What was saved is kept for{' '}
        {record.retentionDays} days and then deleted; ask your contact if you want it deleted sooner.
      </p>
      {record.contact && <p className="text-ink-2">Contact: {record.contact}</p>}
      {record.startedAt && (
        <p>
          <a href="/api/attempt/copy" download className="text-accent underline-offset-2 hover:underline">
            Download a copy of your own answers
          </a>
        </p>
      )}
    </CandidatePage>
  );
}
