'use client';

import { useState, useTransition } from 'react';
import { Button } from '../../../components/ui/button/button.tsx';
import { Banner } from '../../../components/ui/feedback/banner.tsx';
import { ConfirmDialog } from '../../../components/ui/overlay/confirm-dialog.tsx';
import { startAction } from './actions.ts';

interface StartPanelProps {
  minutes: number;
  firstSection: { title: string; minutes: number } | null;
  /** What stands between here and Start, in words; empty when nothing does. */
  missing: readonly string[];
}

/** The press that starts the clock, with a question that says what it does. */
export function StartPanel({ minutes, firstSection, missing }: StartPanelProps) {
  const [asking, setAsking] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const start = () =>
    startTransition(async () => {
      try {
        const result = await startAction();
        setMessage(result.ok ? null : `${result.message} (request ${result.requestId})`);
      } catch {
        setMessage('The server was not reached. Load the page again: it shows whether the clock runs.');
      }
      setAsking(false);
    });
  return (
    <div className="flex flex-col gap-3">
      {missing.length > 0 && (
        <ul aria-label="Before you can start" className="list-disc pl-5">
          {missing.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {message && <Banner live tone="fail" title={message} />}
      <div>
        <Button
          variant="primary"
          size="large"
          onClick={() => setAsking(true)}
          disabledReason={missing[0]}
          pending={pending}
        >
          Start the assessment
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Start the clock?"
        description={
          <ul className="flex list-disc flex-col gap-1 pl-4">
            <li>
              {firstSection
                ? `Section 1, ${firstSection.title}, opens with ${firstSection.minutes} of ${minutes} minutes.`
                : `${minutes} minutes begin.`}
            </li>
            <li>The clock runs on the server and does not stop, also when this page is closed.</li>
            <li>What you type is saved as you type. At the end of the time what is saved is submitted.</li>
            <li>Practice and this preparation close.</li>
          </ul>
        }
        confirmLabel="Start the clock"
        cancelLabel="Not yet"
        onConfirm={start}
        pending={pending}
      />
    </div>
  );
}
