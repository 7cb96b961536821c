/**
 * A path of this site to go on to, or the start page. Anything that a browser could read as another site is refused:
 * `//host`, `/\host`, control characters that are dropped while parsing, and whole addresses.
 */
export function localPath(given: string | string[] | undefined): string {
  if (typeof given !== 'string' || given.length > 2_000) return '/';
  if (!/^\/(?![/\\])[^\\]*$/u.test(given)) return '/';
  for (const character of given) {
    const code = character.charCodeAt(0);
    if (code < 0x20 || code === 0x7f) return '/';
  }
  return given;
}
