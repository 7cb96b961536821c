// A result with keys that change prototypes where somebody merges it.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
const payload = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
console.log(payload);
if (({} as Record<string, unknown>).polluted !== undefined) reached('the prototype');
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
