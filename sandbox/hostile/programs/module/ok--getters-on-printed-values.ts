// Counts whether printing ran its getters.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
let runs = 0;
console.log({
  get secret() {
    runs += 1;
    return 1;
  },
}, [Object.defineProperty({}, 'x', { get: () => (runs += 1), enumerable: true })]);
if (runs > 0) reached('its own getters while printing');
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
