'use client';

import { X } from 'lucide-react';
import type { IncidentAnswer } from '../../domain/answer.ts';
import { evidencePinsMax } from '../../domain/incident/limits.ts';
import type { InvestigationView } from '../../domain/incident/wire.ts';
import { Button } from '../ui/button/button.tsx';
import { IconButton } from '../ui/button/icon-button.tsx';
import { Checkbox } from '../ui/form/checkbox.tsx';
import { RadioGroup } from '../ui/form/radio-group.tsx';
import type { IncidentQuestionView } from './incident-types.ts';

export type DiagnosisPart = 'cause' | 'component' | 'durable' | 'evidence';

interface DiagnosisFormProps {
  question: IncidentQuestionView;
  answer: IncidentAnswer;
  view: InvestigationView;
  readOnly: boolean;
  onPick: (part: DiagnosisPart, id: string, picked: boolean) => void;
}

/** Cause, the evidence for it, the component, and what keeps it from coming back. Saved as it is picked, like every answer. */
export function DiagnosisForm({ question, answer, view, readOnly, onPick }: DiagnosisFormProps) {
  const { durable } = question;
  const titles = new Map(view.entries.map((entry) => [entry.id, entry.title]));
  const left = durable.pick - answer.durable.length;
  const takeBack = (part: 'cause' | 'component') =>
    answer[part] !== '' &&
    !readOnly && (
      <Button size="small" variant="ghost" className="mt-1" onClick={() => onPick(part, answer[part], false)}>
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
        <h3 className="text-dense font-medium">
          Evidence{' '}
          <span className="text-caption font-normal text-ink-3">
            {answer.evidence.length} of at most {evidencePinsMax} cited
          </span>
        </h3>
        {answer.evidence.length === 0 ? (
          <p className="mt-1 text-caption text-ink-3">
            Press Cite on an opened card. A cause that no cited card supports counts a third.
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
                {!readOnly && (
                  <IconButton
                    size="small"
                    label={`Take back ${titles.get(id) ?? id}`}
                    icon={<X size={12} strokeWidth={1.75} aria-hidden />}
                    onClick={() => onPick('evidence', id, false)}
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
          <span className="text-caption font-normal text-ink-3">
            pick {durable.pick}
            {left > 0 ? `, ${left} to go` : ''}
          </span>
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

function toOption({ id, text }: { id: string; text: string }) {
  return { value: id, label: text };
}
