import type { ReactNode } from 'react';

/** One titled block of a long form: the title at the left, the fields beside it. */
export function Block({
  title,
  detail,
  children,
}: {
  title: string;
  detail?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="grid gap-x-8 gap-y-3 border-b border-line px-3.5 py-5 md:grid-cols-[13rem_minmax(0,1fr)]">
      <div>
        <h2 className="text-section">{title}</h2>
        {detail && <p className="mt-1 text-caption text-ink-3">{detail}</p>}
      </div>
      <div className="max-w-3xl min-w-0">{children}</div>
    </section>
  );
}
