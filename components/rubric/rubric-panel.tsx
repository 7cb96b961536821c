'use client';

import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DimensionCode, Level } from '../../domain/dimension.ts';
import { SavedState, type SavedStatus } from '../clock/saved-state.tsx';
import { useShortcuts } from '../ui/keyboard/use-shortcuts.ts';
import { RubricDimensionPart } from './rubric-dimension-part.tsx';
import { dimensionGap, type RubricDimension } from './rubric-types.ts';

interface RubricPanelProps {
  /** After the title: "Payments, version 7". */
  detail?: ReactNode;
  dimensions: readonly RubricDimension[];
  /** The dimension that stands open and takes keys 0 to 4. */
  openCode: DimensionCode | null;
  onOpen: (code: DimensionCode | null) => void;
  onRate: (code: DimensionCode, value: Level | 'not-observed') => void;
  onNote: (code: DimensionCode, note: string) => void;
  onRemoveEvidence: (code: DimensionCode, evidenceId: string) => void;
  saved: SavedStatus;
  /** Shown until the card is submitted. */
  sealed?: boolean;
  readOnly?: boolean;
  /** Under the dimensions: the submit button with what is missing. */
  footer?: ReactNode;
}

/** The rubric of one question: per dimension four behaviours in full, evidence and a note. Never collapses as a whole. */
export function RubricPanel({
  detail,
  dimensions,
  openCode,
  onOpen,
  onRate,
  onNote,
  onRemoveEvidence,
  saved,
  sealed = true,
  readOnly = false,
  footer,
}: RubricPanelProps) {
  const open = dimensions.find((dimension) => dimension.code === openCode);
  const rate = (value: Level | 'not-observed') => {
    if (open) onRate(open.code, value);
  };
  useShortcuts(
    [
      { keys: '1', label: 'Level 1 of the open dimension', group: 'Rubric', run: () => rate(1) },
      { keys: '2', label: 'Level 2', group: 'Rubric', run: () => rate(2) },
      { keys: '3', label: 'Level 3', group: 'Rubric', run: () => rate(3) },
      { keys: '4', label: 'Level 4', group: 'Rubric', run: () => rate(4) },
      { keys: '0', label: 'Not observed', group: 'Rubric', run: () => rate('not-observed') },
    ],
    open !== undefined && !readOnly,
  );
  const complete = dimensions.filter((dimension) => dimensionGap(dimension) === null).length;
  return (
    <section aria-label="Rubric" className="flex h-full min-h-0 flex-col bg-panel">
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-2 border-b border-line px-3">
        <h2 className="text-dense font-semibold">Rubric</h2>
        {detail && <span className="text-caption text-ink-3">{detail}</span>}
        <span className="ml-auto text-caption text-ink-3">
          {complete} of {dimensions.length} complete
        </span>
      </div>
      {sealed && (
        <p className="flex items-start gap-2 border-b border-line bg-sunken px-3 py-2 text-[0.75rem] leading-[17px] text-ink-2">
          <Lock size={13} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0 text-ink-3" />
          Your scores are hidden from others until you submit, and theirs from you.
        </p>
      )}
      <div className="min-h-0 flex-1 overflow-y-auto">
        {dimensions.map((dimension) => (
          <RubricDimensionPart
            key={dimension.code}
            dimension={dimension}
            open={dimension.code === openCode}
            onToggle={() => onOpen(dimension.code === openCode ? null : dimension.code)}
            onRate={(value) => onRate(dimension.code, value)}
            onNote={(note) => onNote(dimension.code, note)}
            onRemoveEvidence={(id) => onRemoveEvidence(dimension.code, id)}
            readOnly={readOnly}
          />
        ))}
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line px-3 py-2.5">
        <SavedState status={saved} />
        <div className="ml-auto flex flex-wrap items-center gap-2">{footer}</div>
      </div>
    </section>
  );
}
