/**
 * Which key press means which shortcut, over plain values so that it can be tested without a browser.
 * A shortcut is written `mod+shift+enter`, `[`, `?` or `1`; `mod` is Control, on a Mac Command.
 */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

export function isSingleKey(keys: string): boolean {
  return !keys.includes('mod+');
}

export function matchesShortcut(press: KeyPress, keys: string, mac: boolean): boolean {
  // `+` separates, so the key `+` itself is written last, as in `mod++`.
  const parts = keys.toLowerCase().split('+');
  const key = parts.at(-1) === '' ? '+' : (parts.at(-1) ?? '');
  const wantsMod = parts.includes('mod');
  const wantsShift = parts.slice(0, -1).includes('shift');
  const mod = mac ? press.metaKey : press.ctrlKey;
  const otherMod = mac ? press.ctrlKey : press.metaKey;
  if (mod !== wantsMod || otherMod || press.key.toLowerCase() !== key) return false;
  // Characters such as `?` or `[` need Shift or AltGr on many layouts: the character decides, not how it was typed.
  const isCharacter = key.length === 1 && !/[a-z0-9]/.test(key);
  if (isCharacter && !wantsMod) return true;
  return press.shiftKey === wantsShift && !press.altKey;
}

/** Single keys are off wherever typing belongs to something else. */
export function ownsTyping(target: { closest: (selector: string) => unknown } | null): boolean {
  return Boolean(
    target?.closest(
      'input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select, [contenteditable=""], [contenteditable=true], [role=textbox], [role=menu], [role=listbox], .monaco-editor',
    ),
  );
}
