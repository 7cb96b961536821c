import type { ReactNode } from 'react';

/** The prompt behind a tab of its own, with what a wider window would put beside it. */
export function NarrowPrompt({ beside, children }: { beside: string; children: ReactNode }) {
  return (
    <>
      <p className="border-b border-line bg-sunken px-4 py-1.5 text-caption text-ink-3">
        A window of 1,180 px or more shows {beside} side by side.
      </p>
      {children}
    </>
  );
}
