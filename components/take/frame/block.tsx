import { type ReactNode, useId } from 'react';

/** A titled part of a page for reading: a hairline above, the heading, then text at reading measure. */
export function Block({
  title,
  aside,
  children,
}: {
  title: ReactNode;
  /** At the right of the heading: a state, an action. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t border-line pt-4">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
        <h2 id={id} className="text-section">
          {title}
        </h2>
        {aside}
      </div>
      <div className="flex flex-col gap-3 text-ink-2">{children}</div>
    </section>
  );
}

export function Facts({ items }: { items: readonly { term: string; text: ReactNode }[] }) {
  return (
    <dl className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[11rem_1fr]">
      {items.map(({ term, text }) => (
        <div key={term} className="contents">
          <dt className="text-ink-3">{term}</dt>
          <dd className="mb-1 min-w-0 text-ink sm:mb-0">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
