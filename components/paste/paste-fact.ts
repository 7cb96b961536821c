/**
 * What is recorded about a paste: its size and whether the text was the candidate's own. A fact with no verdict; the
 * text itself is not kept. Moves inside her own answers, the starter or the practice reference are not pastes.
 */
export interface PasteFact {
  characters: number;
  lines: number;
  /** `own`: from her own texts or cut from them. `page`: copied from this site, such as a prompt. */
  source: 'own' | 'page' | 'elsewhere';
}

/** Indentation and line ends change when code is moved, so they do not count. */
const normal = (text: string) => text.replace(/\s+/g, ' ').trim();

export function describePaste(
  text: string,
  known: { ownTexts: readonly string[]; pageTexts: readonly string[] },
): PasteFact {
  const wanted = normal(text);
  const found = (texts: readonly string[]) => texts.some((own) => normal(own).includes(wanted));
  return {
    characters: text.length,
    lines: text.split(/\r\n|\r|\n/).length,
    source: found(known.ownTexts) ? 'own' : found(known.pageTexts) ? 'page' : 'elsewhere',
  };
}
