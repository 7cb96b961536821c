import type { ReactNode } from 'react';
import { ThemeToggle } from '../ui/theme/theme-toggle.tsx';

interface PageHeaderProps {
  title: ReactNode;
  /** Badges beside the title. */
  badges?: ReactNode;
  /** Caption after the title. */
  detail?: ReactNode;
  /** Breadcrumbs; they stand where the title would and the title closes them. */
  breadcrumbs?: ReactNode;
  /** Buttons, the one primary last. */
  actions?: ReactNode;
}

/** The 48 px bar at the top of a staff page. */
export function PageHeader({ title, badges, detail, breadcrumbs, actions }: PageHeaderProps) {
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-panel py-1.5 pr-3 pl-3.5 print:hidden">
      {breadcrumbs}
      <h1 className={breadcrumbs ? 'sr-only' : 'min-w-0 truncate text-section'}>{title}</h1>
      {badges}
      {detail && <span className="min-w-0 truncate text-dense text-ink-3">{detail}</span>}
      <div className="ml-auto flex flex-wrap items-center gap-2">
        {actions}
        <ThemeToggle />
      </div>
    </header>
  );
}
