'use client';

import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Runtime } from '../../../domain/form.ts';
import { type Kind, kindNames } from '../../../domain/kind.ts';
import { SavedState } from '../../clock/saved-state.tsx';
import { EditLogProvider, useEditLog } from '../../edit-log/edit-log-provider.tsx';
import { PausableNetwork } from '../../edit-log/pausable-network.ts';
import { CandidateBar } from '../../shell/candidate-bar.tsx';
import { mainContentId } from '../../shell/skip-link.tsx';
import { Button, ButtonLink } from '../../ui/button/button.tsx';
import { announce } from '../../ui/feedback/announcer.ts';
import { QuestionView } from '../question/question-view.tsx';
import type { RunSource } from '../question/use-code-runs.ts';
import { useSavedState } from '../state/use-documents.ts';
import type { QuestionView as Question, WorkspaceQuestion } from '../workspace/workspace-types.ts';

interface PracticeDeskProps {
  attemptId: string;
  sessionHash: string;
  documentId: string;
  kind: Kind;
  positionTitle: string;
  runtime: Runtime | null;
  question: Question;
  /** The prompt, drawn by the server. */
  promptText: ReactNode;
  kinds: readonly Kind[];
}

/** A practice question in the real workspace: untimed, repeatable, seen by nobody else. */
export function PracticeDesk(props: PracticeDeskProps) {
  const [network] = useState(() => new PausableNetwork());
  const documentIds = useMemo(() => [props.documentId], [props.documentId]);
  return (
    <EditLogProvider
      attemptId={props.attemptId}
      sessionHash={props.sessionHash}
      documentIds={documentIds}
      network={network}
    >
      <Desk {...props} documentIds={documentIds} network={network} />
    </EditLogProvider>
  );
}

const offlineMs = 20_000;

const practiceDatabase = { practice: true } as const;
const practiceRuns: RunSource = {
  send: (files) =>
    fetch('/api/attempt/practice-run', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ files }),
    }),
  load: null,
};

function Desk({
  documentId,
  documentIds,
  kind,
  kinds,
  positionTitle,
  runtime,
  question,
  promptText,
  network,
}: PracticeDeskProps & { documentIds: readonly string[]; network: PausableNetwork }) {
  const saved = useSavedState(documentIds);
  const siblings = useMemo(
    (): WorkspaceQuestion[] => [
      { number: 1, sectionNumber: 1, documentId, points: 0, question, beginning: null, investigation: null },
    ],
    [documentId, question],
  );
  const next = kinds[(kinds.indexOf(kind) + 1) % kinds.length];
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-bg">
      <CandidateBar
        title={`Practice, ${positionTitle}`}
        saved={<SavedState status={saved} />}
        actions={
          <>
            {next && next !== kind && (
              <ButtonLink href={`/take/practice/${next}`} prefetch={false} className="hidden sm:inline-flex">
                Next: {kindNames[next].toLowerCase()}
              </ButtonLink>
            )}
            <ButtonLink href="/take" prefetch={false}>
              Back to the preparation
            </ButtonLink>
          </>
        }
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-panel px-3.5 py-1.5 text-dense text-ink-2">
        <span>
          Practice has no clock, can be done again at any time before the start, and is not shown to anybody.
        </span>
        <OfflineDemonstration network={network} />
      </div>
      <main id={mainContentId} tabIndex={-1} className="min-h-0 flex-1 outline-none">
        <QuestionView
          item={{ documentId, question, investigation: null }}
          siblings={siblings}
          label="Practice"
          runtime={runtime}
          closed={false}
          source={practiceRuns}
          sqlTarget={practiceDatabase}
          worldTarget={practiceDatabase}
          incidentTarget={practiceDatabase}
          promptText={promptText}
          promptFooter={
            <p className="text-caption text-ink-3">
              In the assessment you can flag a question, report a problem, and read the rules here.
            </p>
          }
        />
      </main>
    </div>
  );
}

/** Cuts the line for 20 seconds: typing goes on, the bar says so, and everything is sent afterwards. */
function OfflineDemonstration({ network }: { network: PausableNetwork }) {
  const client = useEditLog();
  const [secondsLeft, setSecondsLeft] = useState(0);
  const offline = secondsLeft > 0;
  useEffect(() => {
    if (!offline || !client) return;
    network.set(true);
    client.wake('offline');
    const began = performance.now();
    const tick = setInterval(() => {
      setSecondsLeft(Math.max(0, Math.ceil((offlineMs - (performance.now() - began)) / 1_000)));
    }, 250);
    return () => {
      clearInterval(tick);
      network.set(false);
      client.wake('online');
      announce('Back online. What you typed meanwhile is being sent.');
    };
  }, [offline, client, network]);
  return (
    <span className="ml-auto flex items-center gap-2">
      {offline && (
        <span className="numeric text-[0.75rem] text-warn">Offline for {secondsLeft} s. Go on typing.</span>
      )}
      <Button
        size="small"
        disabled={offline || !client}
        onClick={() => {
          setSecondsLeft(offlineMs / 1_000);
          announce('Offline for 20 seconds. Go on typing; it is kept and sent afterwards.');
        }}
      >
        Go offline for 20 seconds
      </Button>
    </span>
  );
}
