/** The navigation address that the page on screen belongs to: the longest one that its path starts with. */
export function currentHref(pathname: string, hrefs: readonly string[]): string | null {
  let best: string | null = null;
  for (const href of hrefs) {
    const path = href.split(/[?#]/)[0] ?? href;
    const matches = pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
    if (matches && (best === null || path.length > best.length)) best = href;
  }
  return best;
}
