'use client';

import { useId } from 'react';
import { InlineMarkdown } from '../markdown/inline-markdown.tsx';
import { Button } from '../ui/button/button.tsx';
import { cellId, clearPart, type Picks, pickOne, togglePick } from './picks.ts';

interface Choice {
  id: string;
  /** One line of Markdown. */
  text: string;
}

export type ChoicePart =
  | { form: 'options'; id: string; ask: string; select: 'one' | 'many'; options: readonly Choice[] }
  | { form: 'grid'; id: string; ask: string; rows: readonly Choice[]; columns: readonly Choice[] };

interface ChoiceAnswerProps {
  parts: readonly ChoicePart[];
  value: Picks;
  onChange: (value: Picks) => void;
  readOnly?: boolean;
}

/** The parts of a choice question. Every pick can be taken back, because a wrong pick costs. */
export function ChoiceAnswer({ parts, value, onChange, readOnly = false }: ChoiceAnswerProps) {
  return (
    <div className="flex flex-col gap-6">
      {parts.map((part) =>
        part.form === 'options' ? (
          <OptionsPart key={part.id} part={part} value={value} onChange={onChange} readOnly={readOnly} />
        ) : (
          <GridPart key={part.id} part={part} value={value} onChange={onChange} readOnly={readOnly} />
        ),
      )}
    </div>
  );
}

interface PartProps<Part> {
  part: Part;
  value: Picks;
  onChange: (value: Picks) => void;
  readOnly: boolean;
}

const optionClassName =
  'flex items-start gap-2.5 rounded-control border border-line-2 bg-panel px-3 py-2 text-ui transition-colors hover:bg-hover has-checked:border-accent-line has-checked:bg-accent-soft has-disabled:cursor-default has-disabled:hover:bg-panel has-checked:has-disabled:hover:bg-accent-soft pointer-coarse:min-h-11';

function OptionsPart({
  part,
  value,
  onChange,
  readOnly,
}: PartProps<Extract<ChoicePart, { form: 'options' }>>) {
  const name = useId();
  const picked = value[part.id] ?? [];
  const one = part.select === 'one';
  return (
    <fieldset disabled={readOnly} className="min-w-0 max-w-[46rem]">
      <legend className="mb-2 text-ui font-medium">
        <InlineMarkdown text={part.ask} />
        <span className="ml-2 text-caption font-normal text-ink-3">
          {one ? 'Pick one.' : 'Pick every one that holds.'}
        </span>
      </legend>
      <div className="flex flex-col gap-1.5">
        {part.options.map((option) => (
          <label key={option.id} className={optionClassName}>
            <input
              type={one ? 'radio' : 'checkbox'}
              name={one ? name : undefined}
              value={option.id}
              checked={picked.includes(option.id)}
              onChange={(event) =>
                onChange(
                  one
                    ? pickOne(value, part.id, option.id)
                    : togglePick(value, part.id, option.id, event.target.checked),
                )
              }
              className={`check-mark mt-[3px] shrink-0 ${one ? 'rounded-full' : 'rounded-chip'}`}
            />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <InlineMarkdown text={option.text} />
            </span>
          </label>
        ))}
      </div>
      {one && picked.length > 0 && !readOnly && (
        <Button
          variant="ghost"
          size="small"
          className="mt-1.5"
          onClick={() => onChange(clearPart(value, part.id))}
        >
          Take the pick back
        </Button>
      )}
    </fieldset>
  );
}

function GridPart({ part, value, onChange, readOnly }: PartProps<Extract<ChoicePart, { form: 'grid' }>>) {
  const askId = useId();
  const picked = value[part.id] ?? [];
  const cell = (row: Choice, column: Choice, shown: boolean) => {
    const id = cellId(row.id, column.id);
    return (
      <label
        className={
          shown
            ? optionClassName
            : 'grid min-h-8 min-w-8 place-items-center rounded-chip hover:bg-hover has-checked:bg-accent-soft pointer-coarse:min-h-11'
        }
      >
        <input
          type="checkbox"
          value={id}
          disabled={readOnly}
          checked={picked.includes(id)}
          onChange={(event) => onChange(togglePick(value, part.id, id, event.target.checked))}
          className={`check-mark shrink-0 rounded-chip ${shown ? 'mt-[3px]' : ''}`}
        />
        <span className={shown ? 'min-w-0' : 'sr-only'}>
          {!shown && <>{row.text}: </>}
          <InlineMarkdown text={column.text} />
        </span>
      </label>
    );
  };
  return (
    <section aria-labelledby={askId} className="min-w-0">
      <h3 id={askId} className="mb-2 text-ui font-medium">
        <InlineMarkdown text={part.ask} />
        <span className="ml-2 text-caption font-normal text-ink-3">Tick every cell that holds.</span>
      </h3>
      {/* A table where it fits; on a phone each row becomes a group of its own. */}
      <div className="relative hidden overflow-x-auto sm:block">
        <table aria-labelledby={askId} className="border-collapse text-dense">
          <thead>
            <tr>
              <td className="border-b border-line" />
              {part.columns.map((column) => (
                <th
                  key={column.id}
                  scope="col"
                  className="max-w-40 border-b border-line px-3 py-1.5 text-center align-bottom text-caption font-medium text-ink-2"
                >
                  <InlineMarkdown text={column.text} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {part.rows.map((row) => (
              <tr key={row.id} className="hover:[&>*]:bg-hover">
                <th
                  scope="row"
                  className="max-w-md border-b border-line py-1 pr-4 pl-2 text-left font-normal"
                >
                  <InlineMarkdown text={row.text} />
                </th>
                {part.columns.map((column) => (
                  <td key={column.id} className="border-b border-line px-3 py-0.5 text-center">
                    {cell(row, column, false)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex flex-col gap-4 sm:hidden">
        {part.rows.map((row) => (
          <fieldset key={row.id} className="min-w-0">
            <legend className="mb-1.5 text-ui">
              <InlineMarkdown text={row.text} />
            </legend>
            <div className="flex flex-col gap-1.5">
              {part.columns.map((column) => (
                <div key={column.id}>{cell(row, column, true)}</div>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </section>
  );
}
