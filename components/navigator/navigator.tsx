'use client';

import { ChevronDown, ChevronLeft, ChevronRight, Flag } from 'lucide-react';
import { Fragment, useState } from 'react';
import { Button } from '../ui/button/button.tsx';
import { IconButton } from '../ui/button/icon-button.tsx';
import { cn } from '../ui/class-names.ts';
import { useShortcuts } from '../ui/keyboard/use-shortcuts.ts';
import { Dialog } from '../ui/overlay/dialog.tsx';
import { countStates, type NavigatorSection, neighbour, questionLabel } from './navigator-state.ts';
import { QuestionBox } from './question-box.tsx';

interface NavigatorProps {
  sections: readonly NavigatorSection[];
  /** Number of the question on screen. */
  current: number;
  onSelect: (number: number) => void;
  onFlag: (number: number, flagged: boolean) => void;
}

const iconProps = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** The 36 px strip under the top bar; below 768 px one button and a sheet. `[` `]` step, `F` flags. */
export function Navigator({ sections, current, onSelect, onFlag }: NavigatorProps) {
  const [sheetOpen, setSheetOpen] = useState(false);
  const section = sections.find((candidate) =>
    candidate.questions.some((question) => question.number === current),
  );
  const question = section?.questions.find((candidate) => candidate.number === current);
  const before = neighbour(sections, current, -1);
  const after = neighbour(sections, current, 1);
  const counts = countStates(sections);
  const total = sections.reduce((sum, candidate) => sum + candidate.questions.length, 0);
  const flag = () => question && onFlag(question.number, !question.flagged);
  useShortcuts([
    { keys: '[', label: 'Previous question', group: 'Question', run: () => before && onSelect(before) },
    { keys: ']', label: 'Next question', group: 'Question', run: () => after && onSelect(after) },
    { keys: 'f', label: 'Flag or unflag', group: 'Question', run: flag },
  ]);

  return (
    <nav
      aria-label="Questions"
      className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3.5 gap-y-1 border-b border-line bg-panel px-3.5 py-1 text-[0.75rem]"
    >
      {section && (
        <span className="hidden min-w-0 whitespace-nowrap md:block">
          <span className="font-medium">
            Section {section.number} of {sections.length}
          </span>{' '}
          <span className="text-ink-3">{section.title}</span>
        </span>
      )}
      <Button
        variant="secondary"
        className="md:hidden"
        aria-haspopup="dialog"
        onClick={() => setSheetOpen(true)}
      >
        Question {current} of {total}
        <ChevronDown {...iconProps} />
      </Button>
      <div className="hidden flex-wrap items-center gap-3 md:flex">
        {sections.map((candidate, index) => (
          <Fragment key={candidate.number}>
            {index > 0 && <span aria-hidden className="h-4 w-px bg-line-2" />}
            <ol aria-label={`Section ${candidate.number}, ${candidate.title}`} className="flex flex-wrap">
              {candidate.questions.map((one) => (
                <li key={one.number}>
                  <button
                    type="button"
                    aria-label={questionLabel(one, candidate.open)}
                    aria-current={one.number === current ? 'step' : undefined}
                    title={one.title}
                    disabled={!candidate.open}
                    onClick={() => onSelect(one.number)}
                    className="block rounded-chip p-0.5 disabled:opacity-60"
                  >
                    <QuestionBox state={one.state} flagged={one.flagged} current={one.number === current}>
                      {one.number}
                    </QuestionBox>
                  </button>
                </li>
              ))}
            </ol>
          </Fragment>
        ))}
      </div>
      <span className="hidden items-center gap-3 text-caption whitespace-nowrap text-ink-3 xl:flex">
        <Legend counts={counts} />
      </span>
      <span className="ml-auto flex items-center gap-1.5">
        <Button
          size="small"
          aria-pressed={question?.flagged ?? false}
          onClick={flag}
          className={cn(question?.flagged && 'border-warn-line bg-warn-soft text-warn')}
        >
          <Flag size={12} strokeWidth={1.75} aria-hidden />
          {question?.flagged ? 'Flagged' : 'Flag'}
        </Button>
        <IconButton
          size="small"
          variant="secondary"
          label="Previous question"
          disabled={before === null}
          icon={<ChevronLeft {...iconProps} />}
          onClick={() => before && onSelect(before)}
        />
        <IconButton
          size="small"
          variant="secondary"
          label="Next question"
          disabled={after === null}
          icon={<ChevronRight {...iconProps} />}
          onClick={() => after && onSelect(after)}
        />
      </span>
      <Dialog open={sheetOpen} onOpenChange={setSheetOpen} title="Questions" shape="sheet">
        <div className="mb-3 flex flex-wrap gap-3 text-caption text-ink-3">
          <Legend counts={counts} />
        </div>
        {sections.map((candidate) => (
          <section key={candidate.number} className="mb-3">
            <h3 className="text-dense font-semibold">
              Section {candidate.number}, {candidate.title}
              {!candidate.open && <span className="font-normal text-ink-3"> (not open)</span>}
            </h3>
            <ol>
              {candidate.questions.map((one) => (
                <li key={one.number} className="border-t border-line">
                  <button
                    type="button"
                    disabled={!candidate.open}
                    aria-current={one.number === current ? 'step' : undefined}
                    onClick={() => {
                      setSheetOpen(false);
                      onSelect(one.number);
                    }}
                    className="relative flex min-h-11 w-full items-center gap-3 text-left text-ui disabled:text-ink-3"
                  >
                    <QuestionBox state={one.state} flagged={one.flagged} current={one.number === current}>
                      {one.number}
                    </QuestionBox>
                    <span className="sr-only">{questionLabel(one, candidate.open)}</span>
                    <span aria-hidden className="min-w-0 flex-1 truncate">
                      {one.title}
                    </span>
                  </button>
                </li>
              ))}
            </ol>
          </section>
        ))}
      </Dialog>
    </nav>
  );
}

function Legend({ counts }: { counts: ReturnType<typeof countStates> }) {
  return (
    <>
      <span className="inline-flex items-center gap-1.5">
        <QuestionBox small state="unseen" /> unseen {counts.unseen}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <QuestionBox small state="in-progress" /> in progress {counts['in-progress']}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <QuestionBox small state="answered" /> answered {counts.answered}
      </span>
      <span className="inline-flex items-center gap-1">
        <Flag size={11} strokeWidth={2.4} className="text-warn" aria-hidden /> flagged {counts.flagged}
      </span>
    </>
  );
}
