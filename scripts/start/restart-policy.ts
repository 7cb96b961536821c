/** What is done when a part of the application has ended although nobody asked it to. */
export type Restart = { kind: 'again'; afterMs: number } | { kind: 'give-up' };

const firstAfterMs = 200;
const afterMsMax = 10_000;
/** A part that ends this often in such a time is broken, and starting it again only hides that. */
const endingsMax = 6;
const withinMs = 60_000;

/**
 * `endings` are the moments of unexpected endings so far, in milliseconds, the newest last and equal to `now`. The wait
 * doubles with each ending of the last minute.
 */
export function decideRestart(endings: readonly number[], now: number): Restart {
  const recent = endings.filter((at) => now - at < withinMs).length;
  if (recent >= endingsMax) return { kind: 'give-up' };
  return { kind: 'again', afterMs: Math.min(firstAfterMs * 2 ** Math.max(0, recent - 1), afterMsMax) };
}
