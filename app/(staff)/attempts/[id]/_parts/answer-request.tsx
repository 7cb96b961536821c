'use client';

import { useState } from 'react';
import { Button } from '../../../../../components/ui/button/button.tsx';
import { notify } from '../../../../../components/ui/feedback/announcer.ts';
import { ActionForm } from '../../../../../components/ui/form/action-form.tsx';
import { NumberField } from '../../../../../components/ui/form/number-field.tsx';
import { RadioGroup } from '../../../../../components/ui/form/radio-group.tsx';
import { TextArea } from '../../../../../components/ui/form/text-area.tsx';
import type { StaffAttempt } from '../../../../../server/staff-attempt/read-staff-attempt.ts';
import { MomentFields } from '../../../_form/moment-fields.tsx';
import { answerRequestAction } from '../answer-action.ts';

interface AnswerRequestProps {
  attemptId: string;
  requestId: string;
  kind: StaffAttempt['requests'][number]['kind'];
  itemNumber: number | null;
  mayGrantTime: boolean;
}

/** The values are those that the action reads. */
interface Choice {
  value: 'answer' | 'refuse' | 'more-days' | 'accommodation' | 'time' | 'void-question';
  label: string;
}

/** What can be given for a request of this kind; an answer in words goes with each. */
function choicesFor({ kind, itemNumber, mayGrantTime }: AnswerRequestProps): Choice[] {
  const answer: Choice = { value: 'answer', label: 'Answer only' };
  const refuse: Choice = { value: 'refuse', label: 'Refuse' };
  const time: Choice[] = mayGrantTime ? [{ value: 'time', label: 'Grant time' }] : [];
  switch (kind) {
    case 'more-days':
      return [{ value: 'more-days', label: 'Give more days' }, refuse];
    case 'accommodation':
      return [{ value: 'accommodation', label: 'Set extra time' }, answer, refuse];
    case 'time':
      return [...time, answer, refuse];
    case 'late-edits':
      return [answer, refuse];
    case 'problem':
      return [
        answer,
        ...time,
        ...(itemNumber === null
          ? []
          : [{ value: 'void-question' as const, label: `Void Q${itemNumber} for this attempt` }]),
      ];
    case 'human-review':
    case 'withdraw':
      return [answer];
  }
}

export function AnswerRequest(props: AnswerRequestProps) {
  const [open, setOpen] = useState(false);
  const choices = choicesFor(props);
  const [chosen, setChosen] = useState<string>(choices[0]?.value ?? '');
  const choice = choices.find((one) => one.value === chosen) ?? choices[0];
  if (!choice) return null;
  if (!open) {
    return (
      <div>
        <Button size="small" onClick={() => setOpen(true)}>
          Answer
        </Button>
      </div>
    );
  }
  return (
    <ActionForm
      action={answerRequestAction}
      label="Answer the request"
      submitLabel={choice.value === 'answer' ? 'Send answer' : choice.label}
      pendingLabel="Saving"
      beside={
        <Button size="medium" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      }
      className="mt-1 max-w-xl gap-3 border border-line bg-sunken p-3"
      onDone={() => notify({ tone: 'pass', text: 'The answer is on the candidate’s page.' })}
    >
      {(errors) => (
        <>
          <input type="hidden" name="attemptId" value={props.attemptId} />
          <input type="hidden" name="requestId" value={props.requestId} />
          {choices.length === 1 ? (
            <input type="hidden" name="choice" value={choice.value} />
          ) : (
            <RadioGroup
              label="What to do"
              options={choices.map(({ value, label }) => ({ value, label }))}
              value={choice.value}
              onChange={setChosen}
              name="choice"
              inline
              error={errors.choice ?? errors.grant}
            />
          )}
          {props.kind === 'late-edits' && (
            <p className="text-caption text-ink-2">
              Late edits are accepted or left out below, which answers this request too.
            </p>
          )}
          {choice.value === 'more-days' && (
            <MomentFields label="New last moment" daysDefault={7} errors={errors} />
          )}
          {choice.value === 'accommodation' && (
            <NumberField
              label="Extra-time factor"
              name="timeFactor"
              required
              defaultValue="1.25"
              error={errors.timeFactor}
              fieldClassName="max-w-40"
            />
          )}
          {choice.value === 'time' && (
            <NumberField
              label="Time"
              name="minutes"
              unit="min"
              whole
              required
              error={errors.minutes}
              fieldClassName="max-w-40"
              hint="To the section that is open, or that the clock ended last."
            />
          )}
          <TextArea
            label="Answer"
            name="answer"
            required
            rows={3}
            error={errors.answer}
            hint="The candidate reads it."
          />
        </>
      )}
    </ActionForm>
  );
}
