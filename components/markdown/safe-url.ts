const allowedProtocols = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address a link in someone's text may have, or null. Only whole http, https and mailto addresses: a relative one
 * would point into the staff's own pages.
 */
export function safeUrl(url: string): string | null {
  try {
    return allowedProtocols.has(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}
