'use client';

import { Menu as MenuIcon, PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '../ui/button/icon-button.tsx';
import { Avatar } from '../ui/data/avatar.tsx';
import { Kbd } from '../ui/keyboard/kbd.tsx';
import { useShortcuts } from '../ui/keyboard/use-shortcuts.ts';
import { Dialog } from '../ui/overlay/dialog.tsx';
import { Menu } from '../ui/overlay/menu.tsx';
import { Palette, type PaletteAction } from '../ui/overlay/palette.tsx';
import { useRegisteredPaletteActions } from '../ui/overlay/palette-registry.ts';
import { ShortcutSheet } from '../ui/overlay/shortcut-sheet.tsx';
import { Logo } from './logo.tsx';
import { mainContentId, SkipLink } from './skip-link.tsx';
import { type NavGroup, StaffNav } from './staff-nav.tsx';

interface StaffShellProps {
  groups: readonly NavGroup[];
  person: { name: string; detail?: string };
  /** `MenuLink` and `MenuItem` elements behind the person's name: account, sign out. */
  accountMenu: ReactNode;
  /** `StandingBanner`s. */
  banner?: ReactNode;
  /** Further palette entries; the navigation is always in it, and pages add theirs with `usePaletteActions`. */
  actions?: readonly PaletteAction[];
  children: ReactNode;
}

/** Sidebar and page for staff. From 1,024 px the sidebar stands; below it, it opens from the top bar. */
export function StaffShell({ groups, person, accountMenu, banner, actions = [], children }: StaffShellProps) {
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [sheetOpen, setSheetOpen] = useState(false);
  const [collapsed, setCollapsed] = useState(false);
  const pageActions = useRegisteredPaletteActions();
  useShortcuts([{ keys: 'mod+k', label: 'Find or run', run: () => setPaletteOpen(true) }]);
  const paletteActions: PaletteAction[] = [
    ...pageActions,
    ...actions,
    ...groups.flatMap((group) =>
      group.items.map((item) => ({
        id: `go-${item.href}`,
        label: item.label,
        group: group.label ?? 'Go to',
        href: item.href,
      })),
    ),
  ];

  const account = (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="flex min-h-7 w-full min-w-0 items-center gap-2 rounded-control px-2 text-left text-dense text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:min-h-11"
        >
          <Avatar name={person.name} />
          <span className="min-w-0 flex-1 truncate">{person.name}</span>
        </button>
      }
    >
      {person.detail && <p className="px-2 py-1 text-caption text-ink-3">{person.detail}</p>}
      {accountMenu}
    </Menu>
  );
  const find = (
    <button
      type="button"
      onClick={() => {
        setSheetOpen(false);
        setPaletteOpen(true);
      }}
      className="mb-2 flex min-h-7 items-center gap-2 rounded-control border border-line-2 bg-panel px-2 text-dense text-ink-2 hover:bg-hover pointer-coarse:min-h-11"
    >
      <Search size={13} strokeWidth={1.75} aria-hidden />
      <span className="flex-1 text-left">Find or run</span>
      <Kbd keys="mod+k" />
    </button>
  );

  return (
    <div className="flex h-dvh flex-col print:h-auto print:block">
      <SkipLink />
      {banner}
      <header className="flex items-center gap-2 border-b border-line bg-bg px-2 py-1.5 lg:hidden print:hidden">
        <IconButton
          label="Open navigation"
          icon={<MenuIcon size={15} strokeWidth={1.75} aria-hidden />}
          onClick={() => setSheetOpen(true)}
        />
        <Logo />
      </header>
      <div className="flex min-h-0 flex-1 print:block">
        {collapsed ? (
          <div className="hidden w-11 shrink-0 flex-col items-center gap-1 border-r border-line bg-bg py-2 lg:flex print:hidden">
            <header>
              <Logo markOnly className="mb-1" />
            </header>
            <IconButton
              label="Show navigation"
              icon={<PanelLeftOpen size={15} strokeWidth={1.75} aria-hidden />}
              onClick={() => setCollapsed(false)}
            />
            <IconButton
              label="Find or run"
              icon={<Search size={14} strokeWidth={1.75} aria-hidden />}
              onClick={() => setPaletteOpen(true)}
            />
          </div>
        ) : (
          <div className="hidden w-52 shrink-0 flex-col border-r border-line bg-bg px-2 pb-2.5 lg:flex print:hidden">
            <header className="flex h-12 shrink-0 items-center justify-between pl-1.5">
              <Logo />
              <IconButton
                size="small"
                label="Hide navigation"
                icon={<PanelLeftClose size={14} strokeWidth={1.75} aria-hidden />}
                onClick={() => setCollapsed(true)}
              />
            </header>
            {find}
            <div className="min-h-0 flex-1 overflow-y-auto">
              <StaffNav groups={groups} />
            </div>
            {account}
          </div>
        )}
        <main
          id={mainContentId}
          tabIndex={-1}
          className="relative flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto outline-none print:overflow-visible"
        >
          {children}
        </main>
      </div>
      <Dialog open={sheetOpen} onOpenChange={setSheetOpen} title="Plumbline" shape="side">
        <div className="flex flex-col">
          {find}
          <StaffNav groups={groups} onNavigate={() => setSheetOpen(false)} />
          <div className="mt-3 border-t border-line pt-2">{account}</div>
        </div>
      </Dialog>
      <Palette open={paletteOpen} onOpenChange={setPaletteOpen} actions={paletteActions} />
      <ShortcutSheet />
    </div>
  );
}
