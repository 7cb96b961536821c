// Looks for functions and receivers of the host in stack frames.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
const hook = (_error: unknown, frames: Array<{ getThis(): unknown; getFunction(): unknown }>) => frames;
try {
  Error.prepareStackTrace = hook as never;
} catch {}
try {
  Object.defineProperty(Error, 'prepareStackTrace', { value: hook });
  reached('prepareStackTrace');
} catch {}
const stack: unknown = new Error('x').stack;
if (typeof stack !== 'string') reached('call sites');
if (/plumbline|isolated-vm|worker|node:/.test(String(stack))) reached(`frames of the host: ${String(stack)}`);
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
