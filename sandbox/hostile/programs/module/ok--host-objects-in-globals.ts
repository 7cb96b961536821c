// Walks everything reachable from the global object for handles of the isolate library.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
const seen = new Set<unknown>();
const queue: unknown[] = [globalThis];
for (let at = 0; at < queue.length && at < 200_000; at += 1) {
  const value = queue[at];
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
  seen.add(value);
  for (const key of Reflect.ownKeys(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    if (descriptor === undefined) continue;
    queue.push(descriptor.value, descriptor.get, descriptor.set);
  }
  queue.push(Object.getPrototypeOf(value));
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  if (/^(Reference|Callback|ExternalCopy|Isolate|Context|Module|Script|Dereference)$/.test(String(name))) reached(String(name));
}
if (seen.size < 500) reached('too little to be a search');
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
