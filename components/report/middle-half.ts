/** Quartiles by linear interpolation between order statistics (type 7, as in R's default). Needs at least one value. */
export function middleHalf(values: readonly number[]): { from: number; median: number; to: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const position = (sorted.length - 1) * share;
    const low = sorted[Math.floor(position)] ?? 0;
    const high = sorted[Math.ceil(position)] ?? low;
    return low + (high - low) * (position - Math.floor(position));
  };
  return { from: at(0.25), median: at(0.5), to: at(0.75) };
}
