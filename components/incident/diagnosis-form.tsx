'use client';

import { X } from 'lucide-react';
import { type MouseEvent, useRef } from 'react';
import type { IncidentAnswer } from '../../domain/answer.ts';
import { evidencePinsMax } from '../../domain/incident/limits.ts';
import { Button } from '../ui/button/button.tsx';
import { IconButton } from '../ui/button/icon-button.tsx';
import { Checkbox } from '../ui/form/checkbox.tsx';
import { RadioGroup } from '../ui/form/radio-group.tsx';
import type { IncidentQuestionView } from './incident-types.ts';

export type DiagnosisPart = 'cause' | 'component' | 'durable' | 'evidence';

interface DiagnosisFormProps {
  question: IncidentQuestionView;
  answer: IncidentAnswer;
  readOnly: boolean;
  /** Whether cards can be cited here: in a live session the citations are those that were handed in. */
  citing?: boolean;
  onPick: (part: DiagnosisPart, id: string, picked: boolean) => void;
}

/** Cause, the evidence for it, the component, and what keeps it from coming back. Saved as it is picked, like every answer. */
export function DiagnosisForm({ question, answer, readOnly, citing = true, onPick }: DiagnosisFormProps) {
  const { durable } = question;
  const titles = new Map(question.cards.map((card) => [card.id, card.title]));
  const citations = useRef<HTMLHeadingElement>(null);
  const left = durable.pick - answer.durable.length;
  // The pressed button goes away: the reader is put where she can pick again.
  const takeBack = (part: 'cause' | 'component') =>
    answer[part] !== '' &&
    !readOnly && (
      <Button
        size="small"
        variant="ghost"
        className="mt-1"
        onClick={(event: MouseEvent<HTMLElement>) => {
          event.currentTarget.parentElement?.querySelector('input')?.focus();
          onPick(part, answer[part], false);
        }}
      >
        Take the pick back
      </Button>
    );
  return (
    <div className="flex flex-col gap-5 px-3 py-2.5">
      <div>
        <RadioGroup
          label="Cause"
          disabled={readOnly}
          value={answer.cause}
          options={question.cause.map(toOption)}
          onChange={(id) => onPick('cause', id, true)}
        />
        {takeBack('cause')}
      </div>
      <section aria-label="Evidence for the cause">
        <h3 ref={citations} tabIndex={-1} className="text-dense font-medium">
          Evidence{' '}
          <Limit
            text={`${answer.evidence.length} of at most ${evidencePinsMax} cited`}
            excess={answer.evidence.length - evidencePinsMax}
          />
        </h3>
        {answer.evidence.length === 0 ? (
          <p className="mt-1 text-caption text-ink-3">
            {citing
              ? 'Press Cite on an opened card. Without evidence a cause counts a third; with a card for each separate finding it counts in full.'
              : 'No card was cited.'}
          </p>
        ) : (
          <ul className="mt-1 flex flex-col gap-1">
            {answer.evidence.map((id) => (
              <li
                key={id}
                className="flex items-center gap-2 rounded-control border border-line-2 py-0.5 pr-0.5 pl-2 text-dense"
              >
                <span className="min-w-0 flex-1 truncate" title={titles.get(id)}>
                  {titles.get(id) ?? id}
                </span>
                {!readOnly && citing && (
                  <IconButton
                    size="small"
                    label={`Take back ${titles.get(id) ?? id}`}
                    icon={<X size={12} strokeWidth={1.75} aria-hidden />}
                    onClick={() => {
                      citations.current?.focus();
                      onPick('evidence', id, false);
                    }}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      <div>
        <RadioGroup
          label="Component"
          disabled={readOnly}
          value={answer.component}
          options={question.component.map(toOption)}
          onChange={(id) => onPick('component', id, true)}
        />
        {takeBack('component')}
      </div>
      <fieldset disabled={readOnly} className="min-w-0">
        <legend className="mb-1 text-dense font-medium">
          What keeps it from coming back{' '}
          <Limit text={`pick ${durable.pick}${left > 0 ? `, ${left} to go` : ''}`} excess={-left} />
        </legend>
        {durable.options.map((option) => {
          const picked = answer.durable.includes(option.id);
          return (
            <Checkbox
              key={option.id}
              label={option.text}
              checked={picked}
              disabled={!picked && left <= 0}
              onChange={(event) => onPick('durable', option.id, event.target.checked)}
            />
          );
        })}
      </fieldset>
    </div>
  );
}

/** How many there may be; more than that come from two windows at once, and cost. */
function Limit({ text, excess }: { text: string; excess: number }) {
  return excess > 0 ? (
    <span className="text-caption font-normal text-warn">
      {text}: {excess} too many, take {excess === 1 ? 'one' : 'some'} back
    </span>
  ) : (
    <span className="text-caption font-normal text-ink-3">{text}</span>
  );
}

function toOption({ id, text }: { id: string; text: string }) {
  return { value: id, label: text };
}
