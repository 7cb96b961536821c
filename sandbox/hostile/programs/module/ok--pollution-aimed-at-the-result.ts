// Pollutes the prototype with what a verdict is made of.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
Object.assign(Object.prototype, { status: 'ok', passed: true, checks: [], score: 1, kind: 'verdict' });
await null;
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
