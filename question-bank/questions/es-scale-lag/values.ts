export default function values(): Record<string, number | string> {
  const perPod = 150;
  const capacity = 20 * perPod;
  const [from, to, rampSeconds] = [2000, 12_000, 60];
  const slope = (to - from) / rampSeconds;
  const overloadAt = (capacity - from) / slope;
  const readyAt = 30 + 15 + 90 + 45;
  const onRamp = ((rampSeconds - overloadAt) * (to - capacity)) / 2;
  const afterRamp = (readyAt - rampSeconds) * (to - capacity);
  return { a: overloadAt, b: onRamp + afterRamp, c: Math.ceil(to / perPod) };
}
