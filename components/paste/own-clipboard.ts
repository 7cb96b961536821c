import { describePaste, type PasteFact } from './paste-fact.ts';

/**
 * Remembers what was cut or copied on this site, in memory only: text that has been cut is in no document any more
 * when it is pasted, and would look foreign.
 */
const keptTextsMax = 20;
const ownTexts: string[] = [];
const pageTexts: string[] = [];
let listening = false;

function remember(texts: string[], text: string): void {
  if (!text) return;
  texts.push(text);
  if (texts.length > keptTextsMax) texts.shift();
}

function selectedText(target: EventTarget | null): string {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) {
    return target.value.slice(target.selectionStart ?? 0, target.selectionEnd ?? 0);
  }
  return document.getSelection()?.toString() ?? '';
}

function onCopyOrCut(event: ClipboardEvent): void {
  const target = event.target;
  const own = target instanceof Element && target.closest('[data-own-text]') !== null;
  remember(own ? ownTexts : pageTexts, selectedText(target));
}

/** Starts remembering; call it from an effect. Elements with `data-own-text` hold the candidate's own text. */
export function watchClipboard(): void {
  if (listening) return;
  listening = true;
  document.addEventListener('copy', onCopyOrCut, true);
  document.addEventListener('cut', onCopyOrCut, true);
}

/** For editors that keep their selection to themselves. */
export function rememberOwnText(text: string): void {
  remember(ownTexts, text);
}

export function pasteFact(text: string, otherOwnTexts: readonly string[]): PasteFact {
  return describePaste(text, { ownTexts: [...otherOwnTexts, ...ownTexts], pageTexts });
}
