'use client';

import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '../class-names.ts';
import { Kbd } from '../keyboard/kbd.tsx';

const itemClassName =
  'flex min-h-7 cursor-default items-center gap-2 rounded-chip px-2 text-dense text-ink outline-none select-none data-disabled:text-ink-3 data-highlighted:bg-hover pointer-coarse:min-h-11';

interface MenuProps {
  /** The button that opens it; it receives the menu's attributes. */
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
}

export function Menu({ trigger, children, align = 'end' }: MenuProps) {
  return (
    // Not modal: hiding the rest of the page from readers while a small menu is open helps nobody.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="overlay-fade z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto rounded-overlay border border-line-2 bg-panel p-1 shadow-overlay outline-none"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface MenuItemProps {
  children: ReactNode;
  onSelect: () => void;
  icon?: ReactNode;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
}

export function MenuItem({ children, onSelect, icon, keys, danger, disabled }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      disabled={disabled}
      onSelect={onSelect}
      className={cn(itemClassName, danger && 'text-fail data-highlighted:bg-fail-soft')}
    >
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
      {keys && <Kbd keys={keys} />}
    </DropdownMenu.Item>
  );
}

/** A menu item that goes somewhere; the child is a link. */
export function MenuLink({ children }: { children: ReactNode }) {
  return (
    <DropdownMenu.Item asChild className={itemClassName}>
      {children}
    </DropdownMenu.Item>
  );
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}
