'use client';

import { useState } from 'react';
import { Button, TextLink } from '../../../../../components/ui/button/button.tsx';
import { announce } from '../../../../../components/ui/feedback/announcer.ts';
import { Banner } from '../../../../../components/ui/feedback/banner.tsx';
import { RadioGroup } from '../../../../../components/ui/form/radio-group.tsx';
import { TextArea } from '../../../../../components/ui/form/text-area.tsx';
import { Dialog } from '../../../../../components/ui/overlay/dialog.tsx';
import { decide } from './actions.ts';

const options = [
  { value: 'advance', label: 'Advance to the next step' },
  { value: 'offer', label: 'Make an offer' },
  { value: 'hold', label: 'Hold' },
  { value: 'decline', label: 'Decline' },
];

/** A person's decision with its reason. A later one is added; the earlier stays in the record. */
export function DecisionDialog({
  attemptId,
  candidateName,
  givesFeedback,
}: {
  attemptId: string;
  candidateName: string;
  /** The candidate reads feedback once this is recorded. */
  givesFeedback: boolean;
}) {
  const [open, setOpen] = useState(false);
  const [outcome, setOutcome] = useState('');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const missing = outcome === '' ? 'Choose an outcome' : reason.trim() === '' ? 'Write a reason' : undefined;
  const send = async () => {
    setPending(true);
    const result = await decide({ attemptId, outcome, reason }).catch(() => null);
    setPending(false);
    if (result?.ok) {
      setOpen(false);
      setReason('');
      setOutcome('');
      setProblem(null);
      announce('Decision recorded.');
    } else {
      setProblem(result?.message ?? 'The server was not reached. Nothing was recorded. Try again.');
    }
  };
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        Record decision
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Record decision"
        description={`About ${candidateName}. The reason is kept with the decision and in the audit log.`}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="primary" pending={pending} disabledReason={missing} onClick={() => void send()}>
              Record decision
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-3.5">
          <RadioGroup
            label="Outcome"
            name="outcome"
            options={options}
            value={outcome}
            onChange={setOutcome}
          />
          <TextArea
            label="Reason"
            hint="What in the report decided it."
            value={reason}
            rows={4}
            maxLength={4000}
            onChange={(event) => setReason(event.target.value)}
          />
          {givesFeedback && outcome !== '' && outcome !== 'hold' && (
            <p className="text-ink-2">
              The candidate then reads feedback in words.{' '}
              <TextLink href={`/attempts/${attemptId}/feedback`} className="underline">
                Preview it
              </TextLink>
            </p>
          )}
          {problem && <Banner tone="fail" title={problem} />}
        </div>
      </Dialog>
    </>
  );
}
