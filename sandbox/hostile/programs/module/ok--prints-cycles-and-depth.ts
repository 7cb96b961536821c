// Prints cycles, depth and width.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i]));
const cycle: Record<string, unknown> = { wide };
cycle.self = cycle;
let deep: unknown = 1;
for (let i = 0; i < 10_000; i += 1) deep = { deep };
console.log(cycle, deep, Array(1_000_000), new Uint8Array(1_000_000), 'x'.repeat(1_000_000), 2n ** 100_000n);
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
