// Small text, large objects.
// limits: wallMs=15000
const text = JSON.stringify(Array.from({ length: 10_000 }, () => [[]]));
const kept: unknown[] = [];
for (;;) kept.push(JSON.parse(text));
