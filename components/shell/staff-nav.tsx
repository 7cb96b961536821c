'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { currentHref } from './current-href.ts';

export interface NavItem {
  href: string;
  label: string;
  /** A 14 px Lucide icon with stroke 1.75. */
  icon?: ReactNode;
  count?: number;
}

export interface NavGroup {
  /** Heading; the first group usually has none. */
  label?: string;
  items: readonly NavItem[];
}

/** The groups of links in the sidebar. The item with the longest matching address is current. */
export function StaffNav({ groups, onNavigate }: { groups: readonly NavGroup[]; onNavigate?: () => void }) {
  const pathname = usePathname();
  const current = currentHref(
    pathname,
    groups.flatMap((group) => group.items.map((item) => item.href)),
  );
  return (
    <nav aria-label="Main" className="flex flex-col">
      {groups.map((group) => (
        <section key={group.label ?? group.items[0]?.href} aria-label={group.label}>
          {group.label && <h2 className="px-2 pt-3 pb-1 text-caption text-ink-3">{group.label}</h2>}
          <ul>
            {group.items.map((item) => (
              <li key={item.href}>
                <Link
                  href={item.href}
                  onClick={onNavigate}
                  aria-current={item.href === current ? 'page' : undefined}
                  className="flex min-h-[27px] items-center gap-2 rounded-control px-2 text-dense text-ink-2 hover:bg-hover hover:text-ink aria-[current=page]:rounded-l-none aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:shadow-[inset_2px_0_0_var(--ink)] pointer-coarse:min-h-11"
                >
                  {item.icon}
                  <span className="min-w-0 flex-1 truncate">{item.label}</span>
                  {item.count !== undefined && (
                    <span className="numeric text-caption font-normal text-ink-3">{item.count}</span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
