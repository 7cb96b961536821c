'use client';

import { useState } from 'react';
import { clockAt } from '../../domain/incident/investigation.ts';
import { Button } from '../ui/button/button.tsx';
import { ConfirmDialog } from '../ui/overlay/confirm-dialog.tsx';
import type { IncidentQuestionView } from './incident-types.ts';
import type { Investigation } from './use-investigation.ts';

interface ActionListProps {
  question: IncidentQuestionView;
  investigation: Investigation;
  readOnly: boolean;
}

/** What can be done to production. Each is asked about once, because it can't be undone; the first one is scored. */
export function ActionList({ question, investigation, readOnly }: ActionListProps) {
  const { view, pending, take } = investigation;
  const [asked, setAsked] = useState<string | null>(null);
  const action = question.actions.find((one) => one.id === asked) ?? null;
  const taken = new Map(
    view.entries.flatMap((entry) => (entry.kind === 'action' ? [[entry.id, entry] as const] : [])),
  );
  const confirm = async () => {
    if (!action) return;
    const done = await take({ kind: 'action', id: action.id });
    setAsked(null);
    // The button is gone; what it did stands in its place, once the dialog has left.
    if (done) afterDialog(() => document.getElementById(outcomeId(action.id))?.focus());
  };
  return (
    <div className="flex flex-col gap-2 px-3 py-2.5">
      <p className="text-caption text-ink-3">
        Acting takes simulated minutes and can’t be undone. What you do first is scored; you may act before
        you know the cause.
      </p>
      <ul className="border-t border-line">
        {question.actions.map((one) => {
          const entry = taken.get(one.id);
          const dear = !entry && one.minutes > view.leftMinutes;
          return (
            <li key={one.id} className="flex items-start gap-3 border-b border-line py-1.5">
              <span className="min-w-0 flex-1 text-dense">
                {one.text}
                {entry && (
                  <span
                    id={outcomeId(one.id)}
                    tabIndex={-1}
                    className="mt-1 block border-l-2 border-brass pl-2 text-ink-2"
                  >
                    <span className="numeric text-caption text-ink-3">
                      {clockAt(question.clock.onCallAt, entry.toMinute)}
                    </span>{' '}
                    {entry.outcome}
                  </span>
                )}
              </span>
              {entry ? (
                <span className="shrink-0 text-caption text-ink-3">done</span>
              ) : dear ? (
                <span className="numeric shrink-0 text-caption text-ink-3">
                  {one.minutes} min, too long now
                </span>
              ) : (
                <Button
                  size="small"
                  className="shrink-0"
                  aria-label={`Do it ${one.minutes} min: ${one.text}`}
                  disabled={readOnly || pending !== null}
                  onClick={() => setAsked(one.id)}
                >
                  Do it <span className="numeric font-normal text-ink-3">{one.minutes} min</span>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <ConfirmDialog
        open={action !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={action ? `${action.text}?` : ''}
        description={
          <>
            This takes {action?.minutes} of the {view.leftMinutes} simulated minutes that are left, and can’t
            be undone.
            {taken.size === 0 &&
              ' It is the first thing you do, and so the one that is scored as your mitigation.'}
          </>
        }
        cancelLabel="Not now"
        confirmLabel="Do it"
        pending={pending !== null}
        onConfirm={() => void confirm()}
      />
    </div>
  );
}

const outcomeId = (id: string): string => `outcome-${id}`;

/** The dialog gives the focus away when it closes, a frame after it was told to. */
function afterDialog(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(run));
}
