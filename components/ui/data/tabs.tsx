'use client';

import Link from 'next/link';
import { Tabs as RadixTabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '../class-names.ts';
import { TabStrip } from './tab-strip.tsx';

const tabClassName =
  'inline-flex items-center gap-1.5 border-y-2 px-1 border-transparent text-dense font-medium whitespace-nowrap text-ink-2 hover:text-ink pointer-coarse:min-h-11';

export interface TabItem {
  value: string;
  label: ReactNode;
  /** A small figure after the label: how many. */
  count?: number | string;
  content: ReactNode;
  /** Keep the content in the page while another tab is open: an editor, a canvas. */
  keepMounted?: boolean;
  /** A long label that gives way to the other tabs, down to a few letters. */
  yields?: boolean;
}

interface TabsProps {
  label: string;
  items: readonly TabItem[];
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  /** Stands at the right end of the strip. */
  trailing?: ReactNode;
  className?: string;
  contentClassName?: string;
}

/** A 36 px strip with the open tab underlined in ink, and its panel. */
export function Tabs({
  label,
  items,
  value,
  defaultValue,
  onChange,
  trailing,
  className,
  contentClassName,
}: TabsProps) {
  return (
    <RadixTabs.Root
      value={value}
      defaultValue={defaultValue ?? items[0]?.value}
      onValueChange={onChange}
      className={cn('flex min-h-0 min-w-0 flex-col', className)}
    >
      <TabStrip open={value} trailing={trailing}>
        <RadixTabs.List aria-label={label} className="flex grow items-stretch gap-1.5">
          {items.map((item) => (
            <RadixTabs.Trigger
              key={item.value}
              value={item.value}
              className={cn(
                tabClassName,
                '-outline-offset-2 data-[state=active]:border-b-ink data-[state=active]:text-ink',
                // Its least width is what the strip counts on; what is free goes to it, up to its own words.
                item.yields ? 'w-32 max-w-max shrink-0 grow' : 'shrink-0',
              )}
            >
              {item.label}
              {item.count !== undefined && <TabCount>{item.count}</TabCount>}
            </RadixTabs.Trigger>
          ))}
        </RadixTabs.List>
      </TabStrip>
      {items.map((item) => (
        <RadixTabs.Content
          key={item.value}
          value={item.value}
          forceMount={item.keepMounted ? true : undefined}
          className={cn('min-h-0 flex-1 data-[state=inactive]:hidden', contentClassName)}
        >
          {item.content}
        </RadixTabs.Content>
      ))}
    </RadixTabs.Root>
  );
}

export function TabCount({ children }: { children: ReactNode }) {
  return <span className="numeric text-caption font-normal text-ink-3">{children}</span>;
}

export interface LinkTab {
  href: string;
  label: string;
  count?: number;
  current: boolean;
}

/** The same strip for pages: each tab is a link of its own. */
export function LinkTabs({
  label,
  tabs,
  trailing,
}: {
  label: string;
  tabs: readonly LinkTab[];
  trailing?: ReactNode;
}) {
  return (
    <TabStrip gutter="page" className="bg-panel" trailing={trailing}>
      <nav aria-label={label} className="flex items-stretch gap-1.5">
        {tabs.map((tab) => (
          <Link
            key={tab.href}
            href={tab.href}
            aria-current={tab.current ? 'page' : undefined}
            className={cn(
              tabClassName,
              '-outline-offset-2 aria-[current=page]:border-b-ink aria-[current=page]:text-ink',
            )}
          >
            {tab.label}
            {tab.count !== undefined && <TabCount>{tab.count}</TabCount>}
          </Link>
        ))}
      </nav>
    </TabStrip>
  );
}
