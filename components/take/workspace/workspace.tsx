'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { Countdown } from '../../clock/countdown.tsx';
import { SavedState } from '../../clock/saved-state.tsx';
import { EditLogProvider, useEditLog } from '../../edit-log/edit-log-provider.tsx';
import { Navigator } from '../../navigator/navigator.tsx';
import { CandidateBar } from '../../shell/candidate-bar.tsx';
import { mainContentId } from '../../shell/skip-link.tsx';
import { Button } from '../../ui/button/button.tsx';
import { notify } from '../../ui/feedback/announcer.ts';
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts';
import { clockPhase } from '../clock/clock-answer.ts';
import { useAttemptClock } from '../clock/use-attempt-clock.ts';
import { LeaveSectionDialog } from '../dialogs/leave-section-dialog.tsx';
import { ProblemDialog } from '../dialogs/problem-dialog.tsx';
import { RulesDialog } from '../dialogs/rules-dialog.tsx';
import { useOfflineCopy } from '../offline/offline-copy.ts';
import { QuestionView } from '../question/question-view.tsx';
import type { RunSource } from '../question/use-code-runs.ts';
import { isFlagged, navigatorSections } from '../state/navigator-sections.ts';
import { useCurrentQuestion } from '../state/use-current-question.ts';
import { useDocuments } from '../state/use-documents.ts';
import { useEarlierTexts } from '../state/use-earlier-texts.ts';
import { useFacts } from '../state/use-facts.ts';
import { useGrantNotice } from '../state/use-grant-notice.ts';
import { useFlags, useSeen } from '../state/use-marks.ts';
import { useMessages } from '../state/use-messages.ts';
import { useViewsPreload } from '../state/use-views-preload.ts';
import { BetweenScreen } from './between-screen.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { WorkspacePalette } from './workspace-palette.tsx';
import type { WorkspaceActions, WorkspaceData } from './workspace-types.ts';

interface WorkspaceProps {
  data: WorkspaceData;
  /** The number in the address for which the page was drawn. */
  number: number;
  /** Prompts by question number, drawn by the server. */
  prompts: Readonly<Record<number, ReactNode>>;
  actions: WorkspaceActions;
}

/** Where an assessment is taken: the open section's questions, the clock, what is saved. */
export function Workspace(props: WorkspaceProps) {
  const { data } = props;
  const documentIds = useMemo(() => data.questions.map((one) => one.documentId), [data.questions]);
  const beginnings = useMemo(
    () => Object.fromEntries(data.questions.map((one) => [one.documentId, one.beginning])),
    [data.questions],
  );
  return (
    <EditLogProvider
      attemptId={data.attemptId}
      sessionHash={data.sessionHash}
      documentIds={documentIds}
      beginnings={beginnings}
    >
      <OpenWorkspace {...props} />
    </EditLogProvider>
  );
}

/** What is unsent gets this long before a section is left or the submit page opens. */
const flushMs = 4_000;

function OpenWorkspace({ data, number, prompts, actions }: WorkspaceProps) {
  const router = useRouter();
  const log = useEditLog();
  const [current, goTo] = useCurrentQuestion(data, number);
  const item = data.questions.find((one) => one.number === current) ?? null;
  const { clock, snapshotId, unreachable, confirmed, signedOut, refresh } = useAttemptClock(
    data.clock,
    item?.number ?? null,
  );
  const { answered, saved } = useDocuments(data.questions);
  const { paste } = useFacts(item?.number ?? null);
  const { flags, setFlag } = useFlags();
  const seen = useSeen(item?.number ?? null);
  const { messages, refresh: refreshMessages } = useMessages();
  useGrantNotice(clock);
  useOfflineCopy();
  const earlierTexts = useEarlierTexts(
    clock.progress?.state === 'section' ? clock.progress.sectionNumber : null,
  );
  useViewsPreload(data.questions.map(({ question }) => question.kind));
  const [dialog, setDialog] = useState<'leave' | 'rules' | 'problem' | null>(null);

  // The page holds the questions of the sections that were open when it was drawn. When the clock says otherwise, what
  // happened is told and the page is drawn again.
  const phase = clockPhase(clock);
  const drawnPhase = clockPhase(data.clock);
  const moveOn = useEffectEvent(() => {
    if (clock.status !== 'running') {
      void leaveFor(clock.status === 'accepted' ? '/take' : '/take/receipt');
      return;
    }
    const before = data.clock.progress;
    const ended =
      before?.state === 'section' && clock.progress?.state !== 'over' ? before.sectionNumber : null;
    const stillOpen = clock.progress?.state === 'section' && clock.progress.sectionNumber === ended;
    if (ended !== null && !stillOpen && leaving.current !== ended) {
      notify({
        tone: 'info',
        text: `The time of section ${ended} is over. What was saved until then counts.`,
      });
    }
    const begun = clock.progress?.state === 'section' ? clock.progress.sectionNumber : null;
    const first = data.sections.find((one) => one.number === begun)?.items[0]?.number;
    // A refresh would ask for the question of the address, which may still be open to return to.
    if (first === undefined || (before?.state === 'section' && before.sectionNumber === begun)) {
      router.refresh();
    } else router.replace(`/take/q/${first}`);
  });
  const leaving = useRef<number | null>(null);
  useEffect(() => {
    if (phase !== drawnPhase) moveOn();
  }, [phase, drawnPhase]);

  const section = item && data.sections.find((one) => one.number === item.sectionNumber);
  const open = item && clock.openSections.find((one) => one.number === item.sectionNumber);
  const sections = navigatorSections(data, clock, { answered, seen, flags });

  /** The end may come in the middle of a word, or while this browser is away: what it still holds is sent first. */
  const leaveFor = async (path: string) => {
    await log?.flush(flushMs);
    router.replace(path);
  };
  const goToSubmit = async () => {
    await log?.flush(flushMs);
    router.push('/take/submit');
  };
  const endSection = () => {
    if (clock.lastSection) void goToSubmit();
    else setDialog('leave');
  };
  const workedOn = clock.progress?.state === 'section' ? clock.progress.sectionNumber : null;
  useShortcuts(
    [{ keys: 'mod+shift+enter', label: 'Submit, with confirmation', group: 'Assessment', run: endSection }],
    workedOn !== null,
  );
  const source = useRunSource(item?.number ?? null);

  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-bg">
      <CandidateBar
        title={data.positionTitle}
        organisation={data.team}
        saved={data.questions.length > 0 && <SavedState status={saved} />}
        clock={
          open &&
          (unreachable && !confirmed ? (
            <span className="text-dense text-warn">The clock runs on the server</span>
          ) : (
            <Countdown
              key={open.number}
              remainingMs={open.remainingMs}
              snapshotId={snapshotId}
              totalMs={open.totalMs}
              label="left in section"
              onZero={refresh}
              onStale={refresh}
            />
          ))
        }
        actions={
          <>
            <Button variant="ghost" className="hidden sm:inline-flex" onClick={() => setDialog('rules')}>
              Rules
            </Button>
            {workedOn !== null && (
              <Button className="hidden sm:inline-flex" onClick={endSection}>
                {clock.lastSection ? 'Submit' : 'Submit section'}
              </Button>
            )}
          </>
        }
      />
      <ConnectionBanner signedOut={signedOut} unreachable={unreachable && saved.state !== 'offline'} />
      {item && open ? (
        <>
          <Navigator sections={sections} current={item.number} onSelect={goTo} onFlag={setFlag} />
          <main id={mainContentId} tabIndex={-1} className="min-h-0 flex-1 outline-none">
            <QuestionView
              key={item.documentId}
              item={item}
              siblings={data.questions}
              earlierTexts={earlierTexts}
              label={`Question ${item.number}`}
              points={item.points}
              voided={section?.items.some((one) => one.number === item.number && one.voided) ?? false}
              runtime={data.runtime}
              closed={signedOut}
              source={source}
              sqlTarget={{ itemNumber: item.number }}
              worldTarget={{ itemNumber: item.number }}
              incidentTarget={{ itemNumber: item.number }}
              onPaste={paste}
              onSubmit={endSection}
              promptText={prompts[item.number]}
              promptFooter={
                <>
                  <Button size="small" onClick={() => setDialog('problem')}>
                    Report a problem
                  </Button>
                  <Button size="small" variant="ghost" onClick={() => setDialog('rules')}>
                    Rules on aids
                  </Button>
                </>
              }
            />
          </main>
          <BottomBar
            sections={sections}
            current={item.number}
            onGo={goTo}
            submitLabel={clock.lastSection ? 'Submit' : 'Submit section'}
            onSubmit={workedOn === null ? null : endSection}
          />
        </>
      ) : (
        <main id={mainContentId} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
          <BetweenScreen
            clock={clock}
            snapshotId={snapshotId}
            sections={data.sections}
            enterSection={actions.enterSection}
            onEntered={refresh}
            onSubmit={() => void goToSubmit()}
          />
        </main>
      )}
      <WorkspacePalette
        sections={sections}
        onGo={goTo}
        actions={[
          ...(item
            ? [
                {
                  id: 'problem',
                  label: 'Report a problem',
                  group: 'Question',
                  run: () => setDialog('problem'),
                },
                {
                  id: 'flag',
                  label: 'Flag or unflag this question',
                  group: 'Question',
                  keys: 'f',
                  run: () => setFlag(item.number, !isFlagged(sections, item.number)),
                },
              ]
            : []),
          { id: 'rules', label: 'Rules on aids', group: 'Assessment', run: () => setDialog('rules') },
          ...(workedOn === null
            ? []
            : [
                {
                  id: 'submit',
                  label: clock.lastSection ? 'Submit the assessment' : 'Submit this section',
                  group: 'Assessment',
                  keys: 'mod+shift+enter',
                  run: endSection,
                },
              ]),
        ]}
      />
      <RulesDialog
        open={dialog === 'rules'}
        onOpenChange={(next) => setDialog(next ? 'rules' : null)}
        rules={data.rules}
      />
      {item && (
        <ProblemDialog
          open={dialog === 'problem'}
          onOpenChange={(next) => setDialog(next ? 'problem' : null)}
          itemNumber={item.number}
          contact={data.contact}
          messages={messages.filter((one) => one.kind === 'problem' && one.itemNumber === item.number)}
          onSent={refreshMessages}
          report={actions.reportProblem}
        />
      )}
      {workedOn !== null && (
        <LeaveSectionDialog
          open={dialog === 'leave'}
          onOpenChange={(next) => setDialog(next ? 'leave' : null)}
          section={sections.find((one) => one.number === workedOn) ?? null}
          canReturn={data.sections.find((one) => one.number === workedOn)?.canReturn ?? false}
          breakMinutes={data.sections.find((one) => one.number === workedOn)?.breakMinutes ?? 0}
          remainingMs={clock.openSections.find((one) => one.number === workedOn)?.remainingMs ?? 0}
          leave={async () => {
            await log?.flush(flushMs);
            const answer = await actions.leaveSection({ sectionNumber: workedOn });
            if (answer.ok) leaving.current = workedOn;
            return answer;
          }}
          onLeft={() => {
            setDialog(null);
            refresh();
          }}
        />
      )}
    </div>
  );
}

function useRunSource(itemNumber: number | null): RunSource {
  return useMemo(
    () => ({
      send: (files) =>
        fetch('/api/attempt/run', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ itemNumber, files }),
        }),
      load:
        itemNumber === null
          ? null
          : () => fetch(`/api/attempt/runs?item=${itemNumber}`, { cache: 'no-store' }),
    }),
    [itemNumber],
  );
}
