import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../class-names.ts';

interface TableProps extends ComponentProps<'table'> {
  /** What the table holds; read out, shown only when `captionShown`. */
  caption: ReactNode;
  captionShown?: boolean;
  /** Rows of 31 px instead of 28 px: pipelines, rows with buttons. */
  roomy?: boolean;
  /** Keep the head in sight; the scroll box's height comes from `boxClassName`. */
  stickyHead?: boolean;
  boxClassName?: string;
}

/** Rows on hairlines, no zebra. A wide table scrolls inside itself and can be scrolled with the keyboard. */
export function Table({
  caption,
  captionShown = false,
  roomy = false,
  stickyHead = false,
  boxClassName,
  className,
  children,
  ...props
}: TableProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrollable box that must take focus to be scrolled by keyboard.
    <div
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: as above.
      tabIndex={0}
      aria-label={typeof caption === 'string' ? caption : undefined}
      className={cn('relative overflow-x-auto', stickyHead && 'overflow-y-auto', boxClassName)}
    >
      <table
        {...props}
        className={cn(
          'w-full border-collapse text-dense',
          roomy ? '[&_td]:h-[1.9375rem]' : '[&_td]:h-7',
          stickyHead && '[&_thead_th]:sticky [&_thead_th]:top-0 [&_thead_th]:z-10',
          className,
        )}
      >
        <caption className={captionShown ? 'pb-2 text-left text-section' : 'sr-only'}>{caption}</caption>
        {children}
      </table>
    </div>
  );
}

export function TableHead({ className, ...props }: ComponentProps<'thead'>) {
  return <thead {...props} className={cn('print:static', className)} />;
}

export function TableBody(props: ComponentProps<'tbody'>) {
  return <tbody {...props} />;
}

interface RowProps extends ComponentProps<'tr'> {
  selected?: boolean;
}

export function Row({ selected = false, className, ...props }: RowProps) {
  return (
    <tr
      {...props}
      data-selected={selected || undefined}
      className={cn(
        'hover:[&>td]:bg-hover hover:[&>th]:bg-hover data-selected:[&>td]:bg-accent-soft data-selected:[&>th]:bg-accent-soft',
        className,
      )}
    />
  );
}

interface HeadCellProps extends Omit<ComponentProps<'th'>, 'align'> {
  align?: 'left' | 'right' | 'center';
}

const alignments = { left: 'text-left', right: 'text-right', center: 'text-center' } as const;

export function HeadCell({ align = 'left', scope = 'col', className, ...props }: HeadCellProps) {
  return (
    <th
      {...props}
      scope={scope}
      className={cn(
        'h-[1.875rem] border-b border-line bg-bg px-2.5 text-caption font-medium whitespace-nowrap text-ink-3 first:pl-3.5 last:pr-3.5',
        alignments[align],
        className,
      )}
    />
  );
}

interface CellProps extends Omit<ComponentProps<'td'>, 'align'> {
  align?: 'left' | 'right' | 'center';
  /** A quantity, time or id: mono and, unless said otherwise, at the right. */
  numeric?: boolean;
}

export function Cell({ align, numeric = false, className, ...props }: CellProps) {
  return (
    <td
      {...props}
      className={cn(
        'border-b border-line px-2.5 whitespace-nowrap first:pl-3.5 last:pr-3.5',
        numeric && 'numeric text-[0.75rem]',
        alignments[align ?? (numeric ? 'right' : 'left')],
        className,
      )}
    />
  );
}

/** The cell that names its row. */
export function RowHead({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      {...props}
      scope="row"
      className={cn(
        'border-b border-line px-2.5 text-left font-medium whitespace-nowrap first:pl-3.5 last:pr-3.5',
        className,
      )}
    />
  );
}
