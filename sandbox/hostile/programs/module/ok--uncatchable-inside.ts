// Catches what a limit of a service throws.
const found: string[] = [];
function reached(what: string) {
  found.push(what);
}
try {
  for (let i = 0; i < 100; i += 1) new URL('not a url');
} catch (error) {
  if (!(error instanceof TypeError)) reached('an error of another realm');
}
if (found.length > 0) throw new Error(`reached: ${found.join(', ')}`);
export default 'contained';
