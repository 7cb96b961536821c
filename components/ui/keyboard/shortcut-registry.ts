import { isSingleKey, matchesShortcut, ownsTyping } from './shortcut-match.ts';

/**
 * Every shortcut that is alive on the page, in one place: one listener, one list for the `?` sheet.
 * Single keys can be turned off; that choice is kept in this browser.
 */
export interface Shortcut {
  /** `mod+enter`, `[`, `1`. */
  keys: string;
  /** What it does, as listed in the sheet: "Run". */
  label: string;
  /** Heading in the sheet: "Question". */
  group?: string;
  run: (event: KeyboardEvent) => void;
  /** Also fires while a dialog is open. */
  inDialog?: boolean;
}

const singleKeysStorageKey = 'plumbline-single-keys';
const registered = new Set<readonly Shortcut[]>();
const listeners = new Set<() => void>();
let snapshot: readonly Shortcut[] = [];
let singleKeys: boolean | null = null;

function changed(): void {
  snapshot = [...registered].flat();
  for (const listener of listeners) listener();
}

export function singleKeysOn(): boolean {
  if (singleKeys === null) {
    try {
      singleKeys = localStorage.getItem(singleKeysStorageKey) !== 'off';
    } catch {
      // Storage can be forbidden; the choice then lasts as long as the page.
      singleKeys = true;
    }
  }
  return singleKeys;
}

export function setSingleKeys(on: boolean): void {
  singleKeys = on;
  try {
    localStorage.setItem(singleKeysStorageKey, on ? 'on' : 'off');
  } catch {
    // As above.
  }
  changed();
}

function onKeyDown(event: KeyboardEvent): void {
  // Something nearer (a menu, the editor) has already taken the key; a key held down runs nothing twice.
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  const target = event.target instanceof Element ? event.target : null;
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  const dialogOpen = document.querySelector(
    '[role=dialog][data-state=open],[role=alertdialog][data-state=open]',
  );
  // The newest registration wins, so that a page can take over a key of the shell.
  for (const shortcut of [...snapshot].reverse()) {
    if (!matchesShortcut(event, shortcut.keys, mac)) continue;
    if (dialogOpen && !shortcut.inDialog) continue;
    if (isSingleKey(shortcut.keys) && (!singleKeysOn() || ownsTyping(target))) continue;
    event.preventDefault();
    shortcut.run(event);
    return;
  }
}

export function registerShortcuts(shortcuts: readonly Shortcut[]): () => void {
  if (registered.size === 0) document.addEventListener('keydown', onKeyDown);
  registered.add(shortcuts);
  changed();
  return () => {
    registered.delete(shortcuts);
    if (registered.size === 0) document.removeEventListener('keydown', onKeyDown);
    changed();
  };
}

export function subscribeShortcuts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function readShortcuts(): readonly Shortcut[] {
  return snapshot;
}

export const noShortcuts: readonly Shortcut[] = [];
