// Throws inside what the host calls, and reads the stack of that.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
let seen = '';
console.log({
  get [Symbol.toStringTag]() {
    seen = String(new Error('x').stack);
    return 'x';
  },
});
[1].map(() => {
  seen += String(new Error('y').stack);
});
if (/plumbline:|main\.ts|kernel/.test(seen)) reached(seen);
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
