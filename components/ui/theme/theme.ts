/** The person's theme is a cookie, so that the server writes it into the first byte of HTML and nothing flashes. */
export const themeCookieName = 'plumbline-theme';
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const cookieLifeSeconds = 365 * 24 * 60 * 60;

/** Reads a cookie value; anything unknown follows the system. */
export function themeOf(cookieValue: string | undefined): Theme {
  return cookieValue === 'light' || cookieValue === 'dark' ? cookieValue : 'system';
}

/** The `data-theme` attribute for `<html>`; undefined leaves the choice to the system. */
export function themeAttribute(theme: Theme): 'light' | 'dark' | undefined {
  return theme === 'system' ? undefined : theme;
}

/** Browser only: applies a theme to the page at once and remembers it. */
export function applyTheme(theme: Theme): void {
  const attribute = themeAttribute(theme);
  if (attribute) document.documentElement.dataset.theme = attribute;
  else delete document.documentElement.dataset.theme;
  const secure = location.protocol === 'https:' ? '; secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and older Safari.
  document.cookie = `${themeCookieName}=${theme}; path=/; max-age=${cookieLifeSeconds}; samesite=lax${secure}`;
}
