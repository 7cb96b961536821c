// Leaves traces wherever the next program might look.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
(globalThis as Record<string, unknown>).leftBehind = true;
(Array.prototype as unknown as Record<string, unknown>).leftBehind = true;
(Object.prototype as unknown as Record<string, unknown>).leftBehind = true;
Symbol.for('leftBehind');
console.log = () => {};
Object.freeze(Object.prototype);
Promise.resolve().then(() => {
  (globalThis as Record<string, unknown>).later = true;
});
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
