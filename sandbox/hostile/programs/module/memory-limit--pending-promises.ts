// Keeps promises that never settle.
// limits: wallMs=15000
const kept: unknown[] = [];
for (;;) kept.push(new Promise(() => {}).then(() => {}));
