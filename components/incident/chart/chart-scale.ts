/** Round steps for an axis from zero: at most `count` of them, the last at or above `max`. */
export function axisTicks(max: number, count = 4): number[] {
  if (!(max > 0)) return [0, 1];
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough - 1e-9) ?? 10) * power;
  const ticks = [0];
  while ((ticks.at(-1) ?? 0) < max - 1e-9) ticks.push(round(step * ticks.length));
  return ticks;
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}

/** `2.9 k`, `1.2 M`: an axis has room for few characters. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${trim(value / 1e6)} M`;
  if (size >= 10_000) return `${trim(value / 1e3)} k`;
  return size >= 1_000 ? value.toLocaleString('en-US', { maximumFractionDigits: 0 }) : trim(value);
}

function trim(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 1 });
}

/**
 * Places labels of one column so that none lies on another: each stays as near to where it wants to be as the others
 * let it, inside `from` to `to`. Answers with the places in the order of the wishes.
 */
export function spreadLabels(wishes: readonly number[], gap: number, from: number, to: number): number[] {
  const order = wishes.map((wish, index) => ({ wish, index })).sort((a, b) => a.wish - b.wish);
  const placed: number[] = [];
  for (const { wish } of order)
    placed.push(Math.max(wish, (placed.at(-1) ?? Number.NEGATIVE_INFINITY) + gap, from));
  let limit = to;
  for (let index = placed.length - 1; index >= 0; index -= 1) {
    placed[index] = Math.min(placed[index] ?? limit, limit);
    limit = (placed[index] ?? limit) - gap;
  }
  const result = new Array<number>(wishes.length);
  for (const [place, { index }] of order.entries()) result[index] = placed[place] ?? 0;
  return result;
}

/** The same event in several charts is one. */
export function markKey(mark: { at: number; label: string }): string {
  return `${mark.at}/${mark.label}`;
}
