/** Kinds of questions. The rooms for the later ones are added by their own parts. */
export const kinds = [
  'choice',
  'estimate',
  'code',
  'world',
  'sql',
  'incident',
  'design',
  'discussion',
] as const;
export type Kind = (typeof kinds)[number];

/** Kinds that people rate against behaviour anchors; all others are graded by rules. */
export const ratedKinds: readonly Kind[] = ['discussion'];

export function isRated(kind: string): boolean {
  return (ratedKinds as readonly string[]).includes(kind);
}

export const kindNames: Record<Kind, string> = {
  choice: 'Choice',
  estimate: 'Estimate',
  code: 'Code',
  world: 'World',
  sql: 'SQL',
  incident: 'Incident',
  design: 'Design',
  discussion: 'Discussion',
};
