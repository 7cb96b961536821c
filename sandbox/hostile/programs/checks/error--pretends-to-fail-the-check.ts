// Throws an error that looks like one of the host.
class CheckBroken extends Error {}
export function answer(): number {
  const error = new CheckBroken('check.ts is broken');
  error.name = 'CheckBroken';
  throw error;
}
