export default function values(): Record<string, number | string> {
  const objective = 0.9995;
  const windowHours = 30 * 24;
  const budget = 1 - objective;
  const needed = 0.999 * 0.9995 * 0.999;
  return {
    a: windowHours * 60 * budget,
    b: windowHours / (0.05 / budget),
    c: 100 * needed,
    d: needed < objective ? 'unreachable' : 'reachable',
  };
}
