'use client';

import { useState, useTransition } from 'react';
import { countStates, type NavigatorSection } from '../../navigator/navigator-state.ts';
import { Banner } from '../../ui/feedback/banner.tsx';
import { ConfirmDialog } from '../../ui/overlay/confirm-dialog.tsx';
import { durationWords } from '../clock/duration-words.ts';
import type { ActionAnswer } from '../workspace/workspace-types.ts';

interface LeaveSectionDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  section: NavigatorSection | null;
  canReturn: boolean;
  breakMinutes: number;
  remainingMs: number;
  leave: () => Promise<ActionAnswer>;
  onLeft: () => void;
}

/** Says once what leaving early costs. */
export function LeaveSectionDialog(props: LeaveSectionDialogProps) {
  const { open, onOpenChange, section, canReturn, breakMinutes, remainingMs, leave, onLeft } = props;
  const [message, setMessage] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  if (!section) return null;
  const counts = countStates([section]);
  const unanswered = counts.unseen + counts['in-progress'];
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Submit section ${section.number}, ${section.title}?`}
      description={
        <ul className="flex list-disc flex-col gap-1 pl-4">
          {unanswered > 0 && (
            <li>
              {unanswered} of {section.questions.length} questions {unanswered === 1 ? 'has' : 'have'} no
              answer.
            </li>
          )}
          {counts.flagged > 0 && (
            <li>
              {counts.flagged} {counts.flagged === 1 ? 'question is' : 'questions are'} flagged.
            </li>
          )}
          <li>
            {canReturn
              ? `You can come back to it from the next section, until its own ${durationWords(floorMinute(remainingMs))} are over.`
              : `It closes. The ${durationWords(floorMinute(remainingMs))} that are left are not carried over.`}
          </li>
          <li>
            {breakMinutes > 0
              ? `A break of up to ${breakMinutes} minutes begins.`
              : 'The next section begins at once with its own clock.'}
          </li>
        </ul>
      }
      confirmLabel="Submit section"
      pending={pending}
      onConfirm={() =>
        startTransition(async () => {
          try {
            const answer = await leave();
            if (answer.ok) {
              setMessage(null);
              onLeft();
            } else setMessage(answer.message);
          } catch {
            setMessage('The server was not reached. Nothing was submitted. Try again.');
          }
        })
      }
    >
      {message && <Banner live tone="fail" title={message} />}
    </ConfirmDialog>
  );
}

/** Whole minutes where there are some: the shown figure stands still while the dialog is read. */
function floorMinute(ms: number): number {
  return ms >= 60_000 ? Math.floor(ms / 60_000) * 60_000 : ms;
}
