/** Kinds of questions. */
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

/** Kinds of which people rate something against behaviour anchors: a discussion, the postmortem of an incident, the note of a design. */
export const ratedKinds: readonly Kind[] = ['discussion', 'incident', 'design'];

export function isRated(kind: string): boolean {
  return (ratedKinds as readonly string[]).includes(kind);
}

/** Whether rules grade it, or the part of it that is not rated. */
export function isGraded(kind: string): boolean {
  return kind !== 'discussion';
}

/** Kinds that a live room has a place for. Worlds, SQL and incidents run only where a candidate works alone. */
export const liveKinds: readonly Kind[] = ['choice', 'estimate', 'code', 'design', 'discussion'];

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
