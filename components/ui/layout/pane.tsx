import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../class-names.ts';

interface PaneProps extends Omit<ComponentProps<'section'>, 'title'> {
  title?: ReactNode;
  /** Caption after the title. */
  detail?: ReactNode;
  /** At the right end of the head. */
  actions?: ReactNode;
  headingLevel?: 2 | 3;
}

/** A square pane with a 36 px head. Panes meet at one hairline: put them in a `pane-grid`. */
export function Pane({ title, detail, actions, headingLevel = 2, className, children, ...props }: PaneProps) {
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <section {...props} className={cn('flex min-h-0 min-w-0 flex-col bg-panel', className)}>
      {(title || actions) && (
        <div className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line px-3">
          <Heading className="truncate text-dense font-semibold">{title}</Heading>
          {detail && <span className="truncate text-caption text-ink-3">{detail}</span>}
          {actions && <div className="ml-auto flex shrink-0 items-center gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

/** A titled block on a page: 15 px heading with a caption, then its content. */
export function Section({
  title,
  detail,
  actions,
  className,
  children,
  ...props
}: Omit<PaneProps, 'headingLevel'>) {
  return (
    <section {...props} className={cn('min-w-0', className)}>
      <div className="mb-2 flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
        <h2 className="text-section">{title}</h2>
        {detail && <span className="text-caption text-ink-3">{detail}</span>}
        {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
