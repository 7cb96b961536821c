// Clones and keeps.
// limits: wallMs=15000
const seed = Array.from({ length: 1_000 }, (_, i) => ({ i }));
const kept: unknown[] = [];
for (;;) kept.push(structuredClone(seed));
