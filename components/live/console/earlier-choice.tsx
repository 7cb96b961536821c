'use client';

import { useState } from 'react';
import type { AnswerPlace } from '../../../domain/live/brought-answer.ts';
import { Button } from '../../ui/button/button.tsx';
import { Banner } from '../../ui/feedback/banner.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { RadioGroup } from '../../ui/form/radio-group.tsx';
import { Select } from '../../ui/form/select.tsx';
import { useBrought } from '../brought/use-brought.ts';
import { type EarlierAnswerView, type EarlierAttemptView, readEarlier } from './read-earlier.ts';

interface EarlierChoiceProps {
  /** `/api/live/<attempt>/earlier`. */
  url: string;
  onCancel: () => void;
  onOpen: (from: AnswerPlace, run: number | null) => Promise<void>;
}

const asSubmitted = 'submitted';
const kindWords: Record<string, string> = {
  choice: 'choice',
  estimate: 'estimate',
  code: 'code',
  world: 'simulated production',
  sql: 'SQL',
  discussion: 'written discussion',
};

const keyOf = ({ from }: EarlierAnswerView) => `${from.attemptId}/${from.itemNumber}`;

/** Which answer, and at which of its runs: the last one unless another is chosen. */
export function EarlierChoice({ url, onCancel, onOpen }: EarlierChoiceProps) {
  const { loaded, again } = useBrought(url, readEarlier);
  const [key, setKey] = useState<string | null>(null);
  const [run, setRun] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  if (loaded.state === 'loading') return <Skeleton className="h-24" />;
  if (loaded.state === 'failed') {
    return (
      <Banner
        live
        tone="fail"
        title={loaded.message}
        action={
          <Button size="small" onClick={again}>
            Load again
          </Button>
        }
      />
    );
  }
  const attempts = loaded.value;
  const chosen = attempts.flatMap((one) => one.answers).find((one) => keyOf(one) === key) ?? null;
  const lastRun = chosen?.runs[0]?.number ?? null;
  const shownRun = run ?? String(lastRun ?? asSubmitted);
  if (attempts.length === 0) {
    return (
      <EmptyState>
        Nothing to open: this candidate has handed in no assessment of this position or of one that its
        managers look after.
      </EmptyState>
    );
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={async (event) => {
        event.preventDefault();
        if (!chosen || pending) return;
        setPending(true);
        await onOpen(chosen.from, shownRun === asSubmitted ? null : Number(shownRun));
        setPending(false);
      }}
    >
      {attempts.map((attempt) => (
        <Attempt
          key={attempt.attemptId}
          attempt={attempt}
          value={key}
          onChange={(next) => {
            setKey(next);
            setRun(null);
          }}
        />
      ))}
      {chosen && (
        <Select
          label="At which run"
          value={shownRun}
          onChange={(event) => setRun(event.target.value)}
          options={[
            ...chosen.runs.map(({ number, outcome }) => ({
              value: String(number),
              label: `Run ${number}: ${outcome}`,
            })),
            { value: asSubmitted, label: 'As submitted' },
          ]}
        />
      )}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          pending={pending}
          disabledReason={chosen ? undefined : 'Choose an answer'}
        >
          Open for both
        </Button>
      </div>
    </form>
  );
}

interface AttemptProps {
  attempt: EarlierAttemptView;
  value: string | null;
  onChange: (key: string) => void;
}

function Attempt({ attempt, value, onChange }: AttemptProps) {
  const label = `${attempt.positionTitle}, submitted ${attempt.submittedOn}`;
  if (attempt.sealed) {
    return (
      <section aria-label={label}>
        <h3 className="text-dense font-medium">{label}</h3>
        <p className="text-dense text-ink-2">
          Sealed: somebody of this session has not submitted their rating of it yet. It can be opened when
          they have.
        </p>
      </section>
    );
  }
  return (
    <RadioGroup
      label={label}
      name="earlier-answer"
      value={value}
      onChange={onChange}
      options={attempt.answers.map((one) => ({
        value: keyOf(one),
        label: one.title,
        hint: `Q${one.from.itemNumber}, ${kindWords[one.kind] ?? one.kind}${runWords(one)}`,
      }))}
    />
  );
}

function runWords({ runs }: EarlierAnswerView): string {
  const [last] = runs;
  if (!last) return '';
  return `, ${runs.length === 1 ? '1 run' : `${runs.length} runs`}, the last: ${last.outcome}`;
}
