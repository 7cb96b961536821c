// Takes all the memory there is.
// limits: wallMs=15000
export function answer() {
  const kept: unknown[] = [];
  for (;;) kept.push({ a: kept.length, b: [kept.length] });
}
