// Looks for a realm whose globals were not cleaned.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
const bare = new Function('return globalThis')() as Record<string, unknown>;
for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'WeakRef', 'FinalizationRegistry', 'ShadowRealm', 'process', 'require', 'module', 'fetch', 'Worker', 'importScripts', 'gc', 'd8']) {
  if (bare[name] !== undefined) reached(name);
}
async function later() {}
for (const maker of [(() => {}).constructor, later.constructor, (function* () {}).constructor]) {
  const realm = (maker as (code: string) => () => unknown)('return globalThis');
  if (realm() === null) reached('a realm');
}
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
