'use client';

import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { MarkdownPreview } from '../../markdown/markdown-preview.tsx';
import { Button } from '../../ui/button/button.tsx';
import { cn } from '../../ui/class-names.ts';

interface BroughtHeadProps {
  /** At which the answer was opened; null: as it was submitted. */
  run: number | null;
  prompt: string;
  /** At the right. */
  children?: ReactNode;
}

/** What this is, said plainly, and the prompt behind a button. */
export function BroughtHead({ run, prompt, children }: BroughtHeadProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1">
        <Button
          size="small"
          variant="ghost"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <ChevronRight size={12} strokeWidth={1.75} aria-hidden className={cn(open && 'rotate-90')} />
          Prompt
        </Button>
        <p className="text-dense text-ink-2">
          <span className="font-medium text-ink">A copy: the original stays as it was.</span>{' '}
          {/* A choice of results names the run itself, and needs the place. */}
          {!children && (run === null ? 'Opened as it was submitted.' : `Opened at run ${run}.`)}
        </p>
        {children}
      </div>
      <section
        id={id}
        hidden={!open}
        aria-label="Prompt of the earlier answer"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must take focus to be scrolled by keyboard.
        tabIndex={0}
        className="max-h-[45%] shrink-0 overflow-y-auto border-b border-line bg-sunken px-3.5 py-3"
      >
        {open && <MarkdownPreview text={prompt} />}
      </section>
    </>
  );
}
