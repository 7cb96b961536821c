'use client';

import { ChevronDown, ChevronRight, Pin, X } from 'lucide-react';
import { useId } from 'react';
import type { Level } from '../../domain/dimension.ts';
import { TextLink } from '../ui/button/button.tsx';
import { IconButton } from '../ui/button/icon-button.tsx';
import { cn } from '../ui/class-names.ts';
import { TextArea } from '../ui/form/text-area.tsx';
import { splitAnchor } from './anchor.ts';
import { dimensionGap, type RubricDimension } from './rubric-types.ts';

interface RubricDimensionPartProps {
  dimension: RubricDimension;
  open: boolean;
  onToggle: () => void;
  onRate: (value: Level | 'not-observed') => void;
  onNote: (note: string) => void;
  onRemoveEvidence: (evidenceId: string) => void;
  readOnly: boolean;
}

const iconProps = { size: 13, strokeWidth: 1.75, 'aria-hidden': true } as const;

export function RubricDimensionPart({
  dimension,
  open,
  onToggle,
  onRate,
  onNote,
  onRemoveEvidence,
  readOnly,
}: RubricDimensionPartProps) {
  const id = useId();
  const gap = dimensionGap(dimension);
  const { value } = dimension;
  const said =
    value === null ? 'no level yet' : value === 'not-observed' ? 'not observed' : `level ${value} of 4`;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <div className="border-b border-line">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={`${id}-body`}
          onClick={onToggle}
          className="flex min-h-[34px] w-full items-center gap-2 px-3 text-left text-dense -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11"
        >
          <Chevron {...iconProps} className="shrink-0 text-ink-3" />
          <span className="min-w-0 flex-1">
            <span className="font-medium">{dimension.name}</span>{' '}
            <span className="ml-1 font-mono text-[0.6875rem] text-ink-3">{dimension.code}</span>
          </span>
          <span className="sr-only">
            {said}, {dimension.evidence.length} pieces of evidence
          </span>
          <span aria-hidden className="numeric inline-flex items-center gap-1 text-[0.75rem] text-ink-3">
            <Pin size={11} strokeWidth={1.75} />
            {dimension.evidence.length}
          </span>
          <LevelMeter value={value} />
          <span
            aria-hidden
            className={cn('numeric w-3 text-right font-medium', typeof value !== 'number' && 'text-ink-3')}
          >
            {value === null ? '–' : value === 'not-observed' ? '0' : value}
          </span>
        </button>
      </h3>
      {open && (
        <div id={`${id}-body`}>
          <fieldset disabled={readOnly}>
            <legend className="sr-only">Level of {dimension.name}</legend>
            {dimension.levels.map(({ level, text }) => (
              <LevelRow
                key={level}
                name={id}
                mark={String(level)}
                text={text}
                checked={value === level}
                onChoose={() => onRate(level)}
              />
            ))}
            <LevelRow
              name={id}
              mark="0"
              text="Not observed. Nothing in the answer shows this dimension."
              checked={value === 'not-observed'}
              onChoose={() => onRate('not-observed')}
            />
          </fieldset>
          <div className="border-t border-line px-3 py-2">
            <p className="flex justify-between text-caption text-ink-3">
              <span id={`${id}-evidence`}>Evidence</span>
              <span className={gap === 'evidence' ? 'text-warn' : undefined}>
                {gap === 'evidence' ? 'A level needs at least one. ' : ''}
                {readOnly ? '' : 'Select words in the answer.'}
              </span>
            </p>
            <ul aria-labelledby={`${id}-evidence`}>
              {dimension.evidence.map((piece) => (
                <li
                  key={piece.id}
                  className="grid grid-cols-[14px_1fr_auto] items-baseline gap-x-1.5 py-0.5 text-[0.75rem] leading-[1.125rem] text-ink-2"
                >
                  <Pin size={11} strokeWidth={1.75} aria-hidden className="text-accent" />
                  <span className="min-w-0 [overflow-wrap:anywhere]">
                    “{piece.quote}”{' '}
                    {piece.href ? (
                      <TextLink href={piece.href}>{piece.where}</TextLink>
                    ) : (
                      <span className="text-ink-3">{piece.where}</span>
                    )}
                  </span>
                  {!readOnly && (
                    <IconButton
                      size="small"
                      label={`Remove evidence: ${piece.quote.slice(0, 60)}`}
                      icon={<X size={12} strokeWidth={1.75} aria-hidden />}
                      onClick={() => onRemoveEvidence(piece.id)}
                    />
                  )}
                </li>
              ))}
            </ul>
            <TextArea
              label={`Note on ${dimension.name}`}
              labelHidden
              placeholder="Note: what decided it"
              rows={2}
              value={dimension.note}
              readOnly={readOnly}
              onChange={(event) => onNote(event.target.value)}
              fieldClassName="mt-1.5"
            />
          </div>
        </div>
      )}
    </div>
  );
}

function LevelMeter({ value }: { value: RubricDimension['value'] }) {
  const filled = typeof value === 'number' ? value : 0;
  return (
    <span aria-hidden className="grid grid-cols-[repeat(4,18px)] gap-0.5">
      {[1, 2, 3, 4].map((step) => (
        <span
          key={step}
          className={cn('h-1.5 border', step <= filled ? 'border-ink bg-ink' : 'border-line-2 bg-hover')}
        />
      ))}
    </span>
  );
}

interface LevelRowProps {
  name: string;
  mark: string;
  text: string;
  checked: boolean;
  onChoose: () => void;
}

function LevelRow({ name, mark, text, checked, onChoose }: LevelRowProps) {
  const { lead, rest } = splitAnchor(text);
  return (
    <label className="grid grid-cols-[24px_1fr] gap-x-2 border-t border-line px-3 py-1.5 text-dense leading-[17.5px] text-ink-2 hover:bg-hover has-checked:bg-accent-soft has-checked:text-ink has-checked:shadow-[inset_2px_0_0_var(--accent)] has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-default pointer-coarse:min-h-11">
      <input type="radio" name={name} checked={checked} onChange={onChoose} className="sr-only" />
      <span
        aria-hidden
        className={cn(
          'h-[18px] w-5 rounded-chip border text-center font-mono text-[0.6875rem] leading-4 font-medium',
          checked ? 'border-accent bg-accent text-on-accent' : 'border-line-2 bg-panel text-ink-2',
        )}
      >
        {mark}
      </span>
      <span className="min-w-0">
        <span className="font-medium text-ink">{lead}</span> {rest}
      </span>
    </label>
  );
}
