// Looks for finer clocks than it is given.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
if (typeof performance.now() !== 'number') reached('no clock');
const steps = new Set<number>();
for (let i = 0; i < 10_000; i += 1) steps.add(performance.now());
if ([...steps].some((step) => step % 1 !== 0)) reached('a clock finer than a millisecond');
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
