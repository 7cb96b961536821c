export default function values(): Record<string, number | string> {
  const arrivals = 1000;
  const backlog = 40 * 60 * arrivals;
  return {
    a: backlog / (1600 - arrivals) / 60,
    b: backlog / (20 * 60) + arrivals,
    c: backlog / (2200 - arrivals) / 60,
  };
}
