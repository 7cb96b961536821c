'use client';

import { type NavigatorSection, neighbour } from '../../navigator/navigator-state.ts';
import { Button } from '../../ui/button/button.tsx';

interface BottomBarProps {
  sections: readonly NavigatorSection[];
  current: number;
  onGo: (number: number) => void;
  submitLabel: string;
  onSubmit: (() => void) | null;
}

/** On a phone: the next step within reach of the thumb. The last question's next step is submitting. */
export function BottomBar({ sections, current, onGo, submitLabel, onSubmit }: BottomBarProps) {
  const before = neighbour(sections, current, -1);
  const after = neighbour(sections, current, 1);
  return (
    <div className="flex shrink-0 items-center gap-2 border-t border-line bg-panel px-3 py-2 sm:hidden">
      <Button size="large" disabled={before === null} onClick={() => before !== null && onGo(before)}>
        Previous
      </Button>
      {after !== null && (
        <Button size="large" variant="primary" className="flex-1" onClick={() => onGo(after)}>
          Next question
        </Button>
      )}
      {onSubmit && (
        <Button
          size="large"
          variant={after === null ? 'primary' : 'secondary'}
          className={after === null ? 'flex-1' : ''}
          onClick={onSubmit}
        >
          {submitLabel}
        </Button>
      )}
    </div>
  );
}
