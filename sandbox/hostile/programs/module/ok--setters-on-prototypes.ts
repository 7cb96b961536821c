// Catches writes that the kernel makes through setters and accessors on prototypes.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
for (const key of ['0', '1', 'status', 'level', 'text', 'outcome', 'job', 'type', 'nodes', 'characters', 'items', 'open']) {
  for (const target of [Object.prototype, Array.prototype]) {
    Object.defineProperty(target, key, {
      set() {
        reached(`a write of ${key}`);
      },
      get: () => undefined,
      configurable: true,
    });
  }
}
const define = Object.defineProperty;
define(Object.prototype, 'get', Object.assign(Object.create(null), { value: () => reached('a descriptor'), configurable: true }));
console.log('a', { b: 1 }, new Map([['k', [2]]]), [1, [2]]);
await null;
delete (Object.prototype as never as Record<string, unknown>).get;
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
