'use client';

import { useRouter } from 'next/navigation';
import { Dialog as RadixDialog } from 'radix-ui';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { cn } from '../class-names.ts';
import { Kbd } from '../keyboard/kbd.tsx';
import { matchPalette } from './palette-match.ts';

export interface PaletteAction {
  id: string;
  label: string;
  group?: string;
  keywords?: string;
  keys?: string;
  /** Goes to a page. One of `href` and `run` is given. */
  href?: string;
  run?: () => void;
}

interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  actions: readonly PaletteAction[];
}

/** The `mod K` palette: a combobox over the page's actions. */
export function Palette({ open, onOpenChange, actions }: PaletteProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="overlay-fade fixed inset-0 z-40 bg-scrim" />
        <RadixDialog.Content
          aria-describedby={undefined}
          className="overlay-rise fixed top-[12dvh] left-1/2 z-40 flex max-h-[70dvh] w-[min(calc(100vw-2rem),34rem)] -translate-x-1/2 flex-col overflow-hidden rounded-overlay border border-line-2 bg-panel shadow-overlay outline-none"
        >
          <RadixDialog.Title className="sr-only">Find or run</RadixDialog.Title>
          <PaletteList actions={actions} onDone={() => onOpenChange(false)} />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

function PaletteList({ actions, onDone }: { actions: readonly PaletteAction[]; onDone: () => void }) {
  const id = useId();
  const router = useRouter();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const found = useMemo(() => matchPalette(actions, query), [actions, query]);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const take = (action: PaletteAction | undefined) => {
    if (!action) return;
    onDone();
    if (action.href) router.push(action.href);
    else action.run?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = found.length - 1;
    if (event.key === 'ArrowDown') setActive((now) => (now >= last ? 0 : now + 1));
    else if (event.key === 'ArrowUp') setActive((now) => (now <= 0 ? Math.max(last, 0) : now - 1));
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) take(found[active]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={found[active] ? `${id}-${found[active].id}` : undefined}
        aria-label="Find or run"
        placeholder="Find or run"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        className="h-11 shrink-0 border-b border-line bg-transparent px-4 text-section font-normal outline-none"
      />
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Actions" className="overflow-y-auto p-1">
        {found.map((action, index) => {
          const newGroup = action.group !== undefined && action.group !== found[index - 1]?.group;
          return (
            <div key={action.id} role="presentation">
              {newGroup && !query && (
                <div role="presentation" className="px-3 pt-2 pb-1 text-caption text-ink-3">
                  {action.group}
                </div>
              )}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the focus and handles the keys. */}
              <div
                id={`${id}-${action.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                data-index={index}
                onClick={() => take(action)}
                onMouseMove={() => setActive(index)}
                className={cn(
                  'flex min-h-8 items-center gap-2 rounded-chip px-3 text-dense pointer-coarse:min-h-11',
                  index === active && 'bg-hover',
                )}
              >
                <span className="min-w-0 flex-1 truncate">{action.label}</span>
                {query && action.group && <span className="text-caption text-ink-3">{action.group}</span>}
                {action.keys && <Kbd keys={action.keys} />}
              </div>
            </div>
          );
        })}
      </div>
      <p role="status" className={found.length === 0 ? 'px-4 py-3 text-dense text-ink-2' : 'sr-only'}>
        {found.length === 0 ? 'Nothing matches. Change the words.' : `${found.length} found`}
      </p>
    </>
  );
}
