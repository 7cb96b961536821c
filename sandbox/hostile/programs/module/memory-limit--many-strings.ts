// Fills the heap with strings.
// limits: wallMs=15000
const kept: string[] = [];
for (let i = 0; ; i += 1) kept.push(`${i}`.padStart(1_000, 'x'));
