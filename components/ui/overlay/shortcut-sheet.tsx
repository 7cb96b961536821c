'use client';

import { useState, useSyncExternalStore } from 'react';
import { Switch } from '../form/switch.tsx';
import { keyLabel, useIsMac } from '../keyboard/mod-key.ts';
import {
  noShortcuts,
  readShortcuts,
  setSingleKeys,
  singleKeysOn,
  subscribeShortcuts,
} from '../keyboard/shortcut-registry.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { Dialog } from './dialog.tsx';

/** Opens on `?` and lists every shortcut that is alive on the page. Stands once in each shell. */
export function ShortcutSheet() {
  const [open, setOpen] = useState(false);
  const mac = useIsMac();
  const shortcuts = useSyncExternalStore(subscribeShortcuts, readShortcuts, () => noShortcuts);
  const single = useSyncExternalStore(subscribeShortcuts, singleKeysOn, () => true);
  useShortcuts([{ keys: '?', label: 'List keyboard shortcuts', run: () => setOpen(true) }]);

  const groups = new Map<string, { keys: string; label: string }[]>();
  for (const shortcut of shortcuts) {
    const group = groups.get(shortcut.group ?? 'Everywhere') ?? [];
    if (!group.some((known) => known.keys === shortcut.keys)) group.push(shortcut);
    groups.set(shortcut.group ?? 'Everywhere', group);
  }
  return (
    <Dialog open={open} onOpenChange={setOpen} title="Keyboard shortcuts">
      <div className="flex flex-col gap-4">
        {[...groups].map(([group, entries]) => (
          <section key={group}>
            <h3 className="pb-1 text-caption text-ink-3">{group}</h3>
            <dl>
              {entries.map((entry) => (
                <div
                  key={entry.keys}
                  className="flex min-h-7 items-center justify-between gap-4 border-t border-line"
                >
                  <dt className="text-dense">{entry.label}</dt>
                  <dd>
                    <kbd className="rounded-chip border border-line-2 px-1 text-[0.6875rem] font-medium text-ink-2">
                      {keyLabel(entry.keys, mac)}
                    </kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <Switch
          label="Single-key shortcuts"
          hint="They are always off while you type in a field or the editor."
          checked={single}
          onChange={(event) => setSingleKeys(event.target.checked)}
        />
      </div>
    </Dialog>
  );
}
