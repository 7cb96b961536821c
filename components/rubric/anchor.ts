/** Splits a behaviour into its leading statement and the rest, so that the four can be compared at a glance. */
export function splitAnchor(text: string): { lead: string; rest: string } {
  const match = /^(.{8,90}?[.;:])\s+(\S[\s\S]*)$/.exec(text.trim());
  return match?.[1] && match[2] ? { lead: match[1], rest: match[2] } : { lead: text.trim(), rest: '' };
}
