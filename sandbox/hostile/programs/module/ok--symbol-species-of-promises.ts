// Gives native promises a constructor of its own.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
class Loud extends Promise<unknown> {
  static get [Symbol.species]() {
    return Loud;
  }
}
Object.defineProperty(Promise.prototype, 'constructor', { value: Loud, configurable: true });
await new Loud((resolve) => resolve(1));
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
