import path from 'node:path';
import { type LoadedBank, loadBank } from '../../question-bank/loader.ts';
import { bankKeptMs } from '../limits.ts';

/** On globalThis, because hot reload evaluates modules again. */
const holder = globalThis as typeof globalThis & {
  plumblineBank?: { loaded: Promise<LoadedBank>; at: number };
};

export function bankDirectory(): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), 'question-bank');
}

/**
 * The question bank as its files are. Kept for some seconds, so that an author who edits a question sees it soon and a
 * busy page does not read hundreds of files. Broken questions are left out and named in `problems`: one of them must not
 * take the site down, and attempts run on pinned content anyway.
 */
export function openBank(): Promise<LoadedBank> {
  const now = performance.now();
  const kept = holder.plumblineBank;
  if (kept && now - kept.at < bankKeptMs) return kept.loaded;
  const loaded = loadBank(bankDirectory());
  holder.plumblineBank = { loaded, at: now };
  loaded.catch(() => {
    if (holder.plumblineBank?.loaded === loaded) delete holder.plumblineBank;
  });
  return loaded;
}
