export default function values(): Record<string, number | string> {
  const perSecond = 50;
  const megabits = (perSecond * 20_000 * 8) / 1e6;
  return { a: perSecond * 86_400, b: megabits, c: megabits < 10 ? 'free' : 'busy' };
}
