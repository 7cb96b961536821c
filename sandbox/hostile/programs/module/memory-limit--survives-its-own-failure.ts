// Catches every failure to allocate and asks again.
// limits: wallMs=15000
const kept: unknown[] = [];
for (;;) {
  try {
    kept.push(new Array(100_000).fill(kept.length));
  } catch {}
}
