// Replaces everything the kernel might use; its own run still ends in order.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
const lie = () => 'lie';
for (const target of [Object, Reflect, JSON, Array, Promise, String, Number, Math, Symbol]) {
  for (const key of Object.getOwnPropertyNames(target)) {
    try {
      if (typeof (target as never)[key] === 'function') Object.defineProperty(target, key, { value: lie, configurable: true, writable: true });
    } catch {}
  }
}
for (const target of [Array, String, Map, Set, RegExp, Number].map((maker) => maker.prototype)) {
  for (const key of ['push', 'slice', 'join', 'indexOf', 'toString', 'forEach', 'get', 'set', 'exec', 'test', 'map']) {
    try {
      Object.defineProperty(target, key, { value: lie, configurable: true, writable: true });
    } catch {}
  }
}
console.log('still', { printing: [1, 2] });
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
