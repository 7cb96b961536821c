'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useState, useTransition } from 'react';
import { type Aid, aidNames, type Rules } from '../../../domain/form.ts';
import { Countdown } from '../../clock/countdown.tsx';
import { SavedState } from '../../clock/saved-state.tsx';
import { EditLogProvider, useEditLog } from '../../edit-log/edit-log-provider.tsx';
import type { SaveState } from '../../edit-log/save-state.ts';
import { Button, ButtonLink } from '../../ui/button/button.tsx';
import { Banner } from '../../ui/feedback/banner.tsx';
import { TextArea } from '../../ui/form/text-area.tsx';
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts';
import { ConfirmDialog } from '../../ui/overlay/confirm-dialog.tsx';
import type { ClockAnswer } from '../clock/clock-answer.ts';
import { useAttemptClock } from '../clock/use-attempt-clock.ts';
import { Block } from '../frame/block.tsx';
import { CandidatePage } from '../frame/candidate-page.tsx';
import { forgetOfflineCopy } from '../offline/offline-copy.ts';
import { useSavedState } from '../state/use-documents.ts';
import type { WorkspaceSection } from '../workspace/workspace-types.ts';
import { FactsList, type FactView, type NoteAction } from './facts-list.tsx';
import { QuestionSummary } from './question-summary.tsx';

interface SubmitDeskProps {
  attemptId: string;
  sessionHash: string;
  positionTitle: string;
  team: string;
  clock: ClockAnswer;
  sections: readonly WorkspaceSection[];
  /** Of the sections that are open: their unsent edits are sent here too. */
  questions: readonly { number: number; documentId: string }[];
  rules: Rules;
  declaredAids: Partial<Record<Aid, string>>;
  facts: readonly FactView[];
  submit: (input: {
    declaredAids: { ai?: string; web?: string; editor?: string };
  }) => Promise<{ ok: true } | { ok: false; message: string }>;
  note: NoteAction;
}

/** The last page before handing in: what is unanswered, what was used, what was recorded. The clock runs. */
export function SubmitDesk(props: SubmitDeskProps) {
  const documentIds = useMemo(() => props.questions.map((one) => one.documentId), [props.questions]);
  return (
    <EditLogProvider attemptId={props.attemptId} sessionHash={props.sessionHash} documentIds={documentIds}>
      <Desk {...props} documentIds={documentIds} />
    </EditLogProvider>
  );
}

const flushMs = 8_000;

function Desk(props: SubmitDeskProps & { documentIds: readonly string[] }) {
  const { sections, rules, facts, submit, note, documentIds } = props;
  const router = useRouter();
  const log = useEditLog();
  const { clock, snapshotId, refresh } = useAttemptClock(props.clock, null);
  const saved = useSavedState(documentIds);
  const declares = (['ai', 'web', 'editor'] satisfies Aid[]).filter((aid) => rules[aid] === 'declared');
  const [said, setSaid] = useState<Partial<Record<Aid, string>>>(props.declaredAids);
  const [asking, setAsking] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const missing = declares.filter((aid) => (said[aid] ?? '').trim() === '');
  useEffect(() => {
    if (clock.status === 'running') return;
    const leave = async () => {
      await log?.flush(flushMs);
      router.replace('/take/receipt');
    };
    void leave();
  }, [clock.status, log, router]);
  const open = clock.openSections.at(-1);
  const items = sections.flatMap((section) => section.items);
  const unanswered = items.filter((item) => !item.answered && !item.voided).length;
  const notReached = sections.filter((section) => section.items.every((item) => !item.seen)).length;
  const ask = () => {
    if (missing.length === 0) setAsking(true);
  };
  useShortcuts([
    { keys: 'mod+shift+enter', label: 'Submit, with confirmation', group: 'Assessment', run: ask },
  ]);

  const hand = () =>
    startTransition(async () => {
      try {
        const states = await log?.flush(flushMs);
        const unsent = [...(states?.values() ?? [])].some(isUnsent);
        if (unsent) {
          setMessage(
            'Some edits are not saved yet. They are sent as soon as the server is reached; then submit.',
          );
          setAsking(false);
          return;
        }
        const answer = await submit({ declaredAids: said });
        if (!answer.ok) {
          setMessage(answer.message);
          setAsking(false);
          return;
        }
        // The submission is acknowledged: what this browser kept for working without a network goes.
        await Promise.allSettled([log?.forget(), forgetOfflineCopy()]);
        router.replace('/take/receipt');
      } catch {
        setMessage('The server was not reached. Nothing was submitted; what was saved is safe. Try again.');
        setAsking(false);
      }
    });

  return (
    <CandidatePage
      title={props.positionTitle}
      organisation={props.team}
      saved={<SavedState status={saved} />}
      clock={
        open && (
          <Countdown
            remainingMs={open.remainingMs}
            snapshotId={snapshotId}
            totalMs={open.totalMs}
            label="left in section"
            onZero={refresh}
            onStale={refresh}
          />
        )
      }
    >
      <div>
        <h1 className="text-page">Submit the assessment</h1>
        <p className="mt-1 text-ink-2">
          {unanswered === 0
            ? 'Every question has an answer.'
            : `${unanswered} of ${items.length} questions ${unanswered === 1 ? 'has' : 'have'} no answer.`}{' '}
          The clock runs; you can go back until it ends.
        </p>
      </div>
      <Block title="Your answers">
        <QuestionSummary sections={sections} openSections={clock.openSections.map((one) => one.number)} />
      </Block>
      {declares.length > 0 && (
        <Block title="What you used">
          <p>These aids are allowed if declared. Say what you used and where, or "nothing".</p>
          {declares.map((aid) => (
            <TextArea
              key={aid}
              label={aidNames[aid]}
              rows={2}
              required
              maxLength={4_000}
              value={said[aid] ?? ''}
              onChange={(event) => setSaid({ ...said, [aid]: event.target.value })}
            />
          ))}
        </Block>
      )}
      <Block title="Facts that were recorded">
        <p>
          Exactly these are shown to the people who read your assessment, without a verdict. Nothing is
          declined because of them. You can add a note to each, now and for 7 days after submitting.
        </p>
        <FactsList facts={facts} note={note} />
      </Block>
      {message && <Banner live tone="fail" title={message} />}
      <div className="flex flex-wrap items-center gap-2 border-t border-line pt-4">
        <ButtonLink href="/take" size="large" prefetch={false}>
          Back to the questions
        </ButtonLink>
        <Button
          variant="primary"
          size="large"
          onClick={ask}
          disabledReason={missing[0] ? `Say what you used: ${aidNames[missing[0]]}.` : undefined}
        >
          Submit
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Submit the assessment?"
        description={
          <ul className="flex list-disc flex-col gap-1 pl-4">
            <li>It is final: answers cannot be changed afterwards.</li>
            {unanswered > 0 && (
              <li>
                {unanswered} {unanswered === 1 ? 'question has' : 'questions have'} no answer.
              </li>
            )}
            {notReached > 0 && (
              <li>
                {notReached} {notReached === 1 ? 'section was' : 'sections were'} not opened.
              </li>
            )}
            <li>You get a receipt, and a copy of your own answers.</li>
          </ul>
        }
        confirmLabel="Submit"
        pending={pending}
        onConfirm={hand}
      />
    </CandidatePage>
  );
}

function isUnsent(state: SaveState): boolean {
  return state.kind === 'saving' || state.kind === 'offline';
}
