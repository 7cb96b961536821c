// Makes new functions from strings and keeps them.
// limits: wallMs=15000
const kept: unknown[] = [];
for (let i = 0; ; i += 1) kept.push(new Function(`return [${`${i},`.repeat(2_000)}]`)());
