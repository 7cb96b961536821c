'use client';

import { useId, useState } from 'react';
import type { EstimateAnswer as EstimateContent } from '../../domain/answer.ts';
import { readTypedQuantity } from '../../domain/grading/grade-estimate.ts';
import { InlineMarkdown } from '../markdown/inline-markdown.tsx';
import { MarkdownEditor } from '../markdown/markdown-editor.tsx';
import type { PasteFact } from '../paste/paste-fact.ts';
import { cn } from '../ui/class-names.ts';
import { controlClassName, FieldError } from '../ui/form/field.tsx';
import { RadioGroup } from '../ui/form/radio-group.tsx';
import { Select } from '../ui/form/select.tsx';

export type EstimatePart =
  | { form: 'number'; id: string; ask: string; unit: string; units: Readonly<Record<string, number>> }
  | { form: 'pick'; id: string; ask: string; options: readonly { id: string; text: string }[] };

type Values = EstimateContent['values'];

interface EstimateAnswerProps {
  parts: readonly EstimatePart[];
  values: Values;
  onChange: (values: Values) => void;
  reasoning: string;
  onReasoningChange: (text: string, caret: number) => void;
  onPaste?: (fact: PasteFact) => void;
  ownTexts?: () => readonly string[];
  readOnly?: boolean;
}

/** Numbers with units, picks, and room for the reasoning. */
export function EstimateAnswer({
  parts,
  values,
  onChange,
  reasoning,
  onReasoningChange,
  onPaste,
  ownTexts,
  readOnly = false,
}: EstimateAnswerProps) {
  const set = (id: string, change: Partial<Values[string]>) =>
    onChange({ ...values, [id]: { ...(values[id] ?? { value: '', unit: '' }), ...change } });
  return (
    <div className="flex flex-col gap-6">
      <div className="flex max-w-[46rem] flex-col gap-5">
        {parts.map((part) =>
          part.form === 'number' ? (
            <NumberPart
              key={part.id}
              part={part}
              typed={values[part.id] ?? { value: '', unit: '' }}
              onChange={(change) => set(part.id, change)}
              readOnly={readOnly}
            />
          ) : (
            <RadioGroup
              key={part.id}
              label={<InlineMarkdown text={part.ask} />}
              options={part.options.map((option) => ({
                value: option.id,
                label: <InlineMarkdown text={option.text} />,
              }))}
              value={values[part.id]?.value || null}
              onChange={(value) => set(part.id, { value })}
              disabled={readOnly}
            />
          ),
        )}
      </div>
      <section>
        <h3 className="mb-1 text-dense font-medium">Reasoning</h3>
        <p className="mb-2 text-caption text-ink-3">
          How you got there: formula, assumptions, rounding. People read it.
        </p>
        <MarkdownEditor
          label="Reasoning"
          value={reasoning}
          onChange={onReasoningChange}
          onPaste={onPaste}
          ownTexts={ownTexts}
          readOnly={readOnly}
        />
      </section>
    </div>
  );
}

interface NumberPartProps {
  part: Extract<EstimatePart, { form: 'number' }>;
  typed: Values[string];
  onChange: (change: Partial<Values[string]>) => void;
  readOnly: boolean;
}

function NumberPart({ part, typed, onChange, readOnly }: NumberPartProps) {
  const id = useId();
  const [left, setLeft] = useState(false);
  const units = Object.keys(part.units).filter((unit) => unit !== '');
  // One unit is fixed and stands in the field; several are chosen from.
  const chosen = typed.unit || part.unit;
  const reading = readTypedQuantity(part, {
    value: typed.value,
    unit: units.length > 1 ? chosen : typed.unit,
  });
  const problem = left && reading.kind === 'unreadable' ? reading.message : null;
  const note = reading.kind === 'quantity' ? reading.said.trim() : '';
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-ui font-medium">
        <InlineMarkdown text={part.ask} />
      </label>
      <div className="flex items-stretch gap-2">
        <span className="relative flex w-44">
          <input
            id={id}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            readOnly={readOnly}
            value={typed.value}
            aria-invalid={problem ? true : undefined}
            aria-describedby={`${id}-note`}
            onChange={(event) =>
              onChange({ value: event.target.value, unit: units.length > 1 ? chosen : typed.unit })
            }
            onBlur={() => {
              setLeft(true);
              // "1.8 s" typed beside the unit ms: the field follows what was written.
              const agreeing = units.find(
                (unit) => readTypedQuantity(part, { value: typed.value, unit }).kind === 'quantity',
              );
              if (reading.kind === 'unreadable' && agreeing) onChange({ unit: agreeing });
            }}
            onFocus={() => setLeft(false)}
            className={cn(controlClassName, 'numeric h-8 px-2 text-right pointer-coarse:h-11')}
            style={
              units.length === 1 && part.unit ? { paddingRight: `${part.unit.length + 2}ch` } : undefined
            }
          />
          {units.length === 1 && part.unit && (
            <span
              aria-hidden
              className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-caption text-ink-3"
            >
              {part.unit}
            </span>
          )}
        </span>
        {units.length > 1 && (
          <Select
            label={`Unit of: ${part.ask}`}
            labelHidden
            disabled={readOnly}
            value={chosen}
            onChange={(event) => onChange({ unit: event.target.value })}
            options={units.map((unit) => ({ value: unit, label: unit }))}
            className="h-8 w-auto"
          />
        )}
      </div>
      <div id={`${id}-note`} className="mt-1 empty:hidden">
        {problem ? (
          <FieldError>{problem}</FieldError>
        ) : (
          note && <p className="text-caption text-ink-3">{note}</p>
        )}
      </div>
    </div>
  );
}
