// Hands the host objects instead of text, with coercions that would run in its realm.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
const hostile = {
  toString() {
    return 'http://a.example/';
  },
  [Symbol.toPrimitive]() {
    throw new Error('coerced');
  },
};
for (const value of [hostile, Symbol('x'), 10n, null, undefined, () => {}, new Proxy({}, {}), '\u0000', 'x'.repeat(100_000), '\ud800']) {
  try {
    const parsed = new URL(value as string);
    if (parsed.constructor !== URL) reached('a URL of the host');
  } catch (error) {
    if (!(error instanceof Error)) reached('an error of another realm');
  }
  try {
    crypto.getRandomValues(value as never);
  } catch (error) {
    if (!(error instanceof Error)) reached('an error of another realm');
  }
}
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
