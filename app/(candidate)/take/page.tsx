import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Block } from '../../../components/take/frame/block.tsx';
import { CandidatePage } from '../../../components/take/frame/candidate-page.tsx';
import { LocalMoment } from '../../../components/take/outline/local-moment.tsx';
import { RecordNotice } from '../../../components/take/outline/record-notice.tsx';
import { RulesList } from '../../../components/take/outline/rules-list.tsx';
import { SectionTable } from '../../../components/take/outline/section-table.tsx';
import { ButtonLink } from '../../../components/ui/button/button.tsx';
import { Badge } from '../../../components/ui/data/badge.tsx';
import { Banner } from '../../../components/ui/feedback/banner.tsx';
import { kindNames } from '../../../domain/kind.ts';
import { readAttemptHome } from '../../../server/attempt/read-attempt-home.ts';
import { obstacleTexts } from '../../../server/attempt/start-attempt.ts';
import { RequestList } from '../request-list.tsx';
import { requireCandidatePage } from '../require-candidate-page.ts';
import { ApplicationForm } from './application-form.tsx';
import { AskForms } from './ask-forms.tsx';
import { DetailsForm } from './details-form.tsx';
import { LanguageForm } from './language-form.tsx';
import { ResumeCodeForm } from './resume-code-form.tsx';
import { RulesForm } from './rules-form.tsx';
import { StartPanel } from './start-panel.tsx';
import { SystemCheck } from './system-check.tsx';

export const metadata: Metadata = { title: 'Your assessment' };

/** The candidate's home. While the clock runs and afterwards it leads on; before, it is the preparation. */
export default async function TakePage() {
  const principal = await requireCandidatePage();
  const home = await readAttemptHome(principal);
  const { outline } = home;
  if (home.mode === 'live' && home.status !== 'declined' && home.status !== 'withdrawn') redirect('/live');
  switch (home.status) {
    case 'running':
      redirect(`/take/q/${home.resumeAt}`);
      break;
    case 'submitted':
    case 'graded':
    case 'withdrawn':
      redirect('/take/receipt');
      break;
    case 'declined':
    case 'invited':
      return (
        <CandidatePage title={outline.positionTitle} organisation={outline.team}>
          <h1 className="text-page">You declined this invitation</h1>
          <p className="max-w-prose text-ink-2">
            To take part after all, open an invitation link again; ask your contact for a new one if yours was
            used.
          </p>
          {outline.contact && <p className="text-ink-2">Contact: {outline.contact}</p>}
        </CandidatePage>
      );
    case 'accepted':
    case 'lapsed':
      break;
  }
  const done = {
    details: !home.obstacles.includes('no-details'),
    language: home.runtime !== null,
    rules: home.rulesConfirmed,
  };
  return (
    <CandidatePage title={outline.positionTitle} organisation={outline.team}>
      <div>
        <h1 className="text-page">Before you start</h1>
        <p className="mt-1 max-w-prose text-ink-2">
          Nothing on this page is timed. You can leave it and come back until{' '}
          <LocalMoment at={outline.startBy.toISOString()} />.
        </p>
      </div>
      {home.status === 'lapsed' && (
        <Banner tone="warn" title="The last moment to start has passed.">
          Ask for more days at the end of this page. What you have filled in is kept.
        </Banner>
      )}
      <Block title="1. Your details" aside={<StepState done={done.details} />}>
        <DetailsForm name={home.name} email={home.email} phone={home.phone} />
      </Block>
      <Block
        title="2. Questions about your application"
        aside={
          outline.asks.length === 0 ? undefined : <StepState done={home.application !== null} optional />
        }
      >
        {outline.asks.length === 0 ? (
          <p>This position asks none.</p>
        ) : (
          <>
            <p className="max-w-prose">
              For the people who hire only: never shown to those who score, never part of a score. You can
              leave any of them empty.
            </p>
            <ApplicationForm asks={outline.asks} answers={home.application ?? {}} />
          </>
        )}
      </Block>
      <Block title="3. The language you work in" aside={<StepState done={done.language} />}>
        <LanguageForm runtime={home.runtime} />
      </Block>
      <Block title="4. System check">
        <SystemCheck
          kinds={outline.sections.flatMap((section) => section.questions.map((one) => one.kind))}
        />
      </Block>
      <Block title="5. Practice">
        <p className="max-w-prose">
          One question of each kind, with the real editor and the real sandbox. Untimed, repeatable, and seen
          by nobody but you.
        </p>
        {home.practice.length === 0 ? (
          <p className="text-ink-3">No practice questions are set up on this site.</p>
        ) : (
          <ul className="flex flex-wrap gap-2">
            {home.practice.map((kind) => (
              <li key={kind}>
                <ButtonLink href={`/take/practice/${kind}`} prefetch={false}>
                  Practise: {kindNames[kind].toLowerCase()}
                </ButtonLink>
              </li>
            ))}
          </ul>
        )}
      </Block>
      <Block title="6. What you may use" aside={<StepState done={done.rules} />}>
        <RulesList rules={outline.rules} />
        <RulesForm confirmed={home.rulesConfirmed} />
      </Block>
      <Block title="7. Start">
        <SectionTable sections={outline.sections} followUpMinutes={outline.followUpMinutes} />
        {outline.extraTimePercent > 0 && (
          <p>The minutes contain the {outline.extraTimePercent} % of extra time that was granted to you.</p>
        )}
        <StartPanel
          minutes={outline.minutes}
          firstSection={outline.sections[0] ?? null}
          missing={home.obstacles.map((obstacle) => obstacleTexts[obstacle])}
        />
      </Block>
      <Block title="If something does not fit">
        <RequestList requests={home.requests} />
        <AskForms />
      </Block>
      <Block title="Another machine">
        <ResumeCodeForm />
      </Block>
      <Block title="What is recorded, and who sees it">
        <RecordNotice namesHidden={outline.namesHidden} retentionDays={outline.retentionDays} />
      </Block>
    </CandidatePage>
  );
}

function StepState({ done, optional = false }: { done: boolean; optional?: boolean }) {
  if (done) return <Badge tone="pass">done</Badge>;
  return <Badge tone={optional ? 'neutral' : 'warn'}>{optional ? 'optional' : 'to do'}</Badge>;
}
