// Fills the heap with small objects.
// limits: wallMs=15000
const kept: unknown[] = [];
for (;;) kept.push({ a: kept.length, b: [kept.length] });
