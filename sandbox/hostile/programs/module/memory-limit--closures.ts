// Keeps closures.
// limits: wallMs=15000
const kept: Array<() => number> = [];
for (let i = 0; ; i += 1) {
  const data = [i, i, i, i];
  kept.push(() => data.length);
}
