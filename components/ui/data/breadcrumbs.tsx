import { ChevronRight } from 'lucide-react';
import Link from 'next/link';

export interface Crumb {
  label: string;
  href?: string;
}

export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1.5 text-dense">
        {crumbs.map((crumb, index) => {
          const last = index === crumbs.length - 1;
          return (
            <li key={`${crumb.href ?? ''}${crumb.label}`} className="flex min-w-0 items-center gap-1.5">
              {index > 0 && (
                <ChevronRight size={12} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-3" />
              )}
              {crumb.href && !last ? (
                <Link href={crumb.href} className="truncate rounded-chip text-ink-3 hover:text-ink">
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current={last ? 'page' : undefined} className="truncate font-medium">
                  {crumb.label}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
