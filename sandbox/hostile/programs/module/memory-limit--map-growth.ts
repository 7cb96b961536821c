// Grows one map.
// limits: wallMs=15000
const map = new Map<number, number[]>();
for (let i = 0; ; i += 1) map.set(i, [i]);
