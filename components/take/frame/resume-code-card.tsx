'use client';

import { Printer } from 'lucide-react';
import { Button } from '../../ui/button/button.tsx';
import { CopyButton } from '../../ui/button/copy-button.tsx';

/** The code that opens the attempt on another machine, on the screen this once. */
export function ResumeCodeCard({ code }: { code: string }) {
  return (
    <section aria-label="Resume code" className="border border-line-2 bg-panel px-4 py-3">
      <p className="text-ink-2">Your resume code. It is shown once; write it down or print it.</p>
      <p className="my-2 font-mono text-[1.375rem] leading-8 font-medium tracking-wide text-ink select-all">
        {code}
      </p>
      <p className="text-ink-2">
        It opens this assessment on another machine, or here if this browser loses its data: go to{' '}
        <span className="font-mono text-code whitespace-nowrap">/resume</span> on this site and type it. Keep
        it to yourself.
      </p>
      <div className="mt-3 flex flex-wrap gap-2 print:hidden">
        <CopyButton value={code} label="Copy the code" />
        <Button onClick={() => window.print()}>
          <Printer size={14} strokeWidth={1.75} aria-hidden />
          Print
        </Button>
      </div>
    </section>
  );
}
