// Keeps the matches of a global expression.
// limits: wallMs=15000
const text = 'ab'.repeat(200_000);
const kept: unknown[] = [];
for (;;) kept.push([...text.matchAll(/a(b)/g)]);
