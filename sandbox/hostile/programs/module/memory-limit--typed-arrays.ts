// Takes memory outside the heap in steps.
// limits: wallMs=15000
const kept: Uint8Array[] = [];
for (;;) kept.push(new Uint8Array(2 ** 20).fill(1));
