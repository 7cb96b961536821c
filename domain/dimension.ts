/** The nine dimensions of the competency model (question-bank/competencies.yaml holds their texts). */
export const dimensionCodes = ['FND', 'SYS', 'DBX', 'DBG', 'OPS', 'PSV', 'TRD', 'EXP', 'COM'] as const;
export type DimensionCode = (typeof dimensionCodes)[number];

export const dimensionNames: Record<DimensionCode, string> = {
  FND: 'Backend fundamentals',
  SYS: 'System design clarity',
  DBX: 'Database design and optimisation',
  DBG: 'Debugging performance and scaling',
  OPS: 'Production deployment',
  PSV: 'Problem solving',
  TRD: 'Explaining trade-offs',
  EXP: 'Practical experience',
  COM: 'Communication',
};

/** A behaviour level as a rater chooses it: 1 to 4. `not-observed` is an answer too, and not a low one. */
export type Level = 1 | 2 | 3 | 4;
export type LevelId = `${DimensionCode}-${Level}` | 'not-observed';

/** The level a stored id means; null for `not-observed` and for anything that is no level id. */
export function levelOf(levelId: string): Level | null {
  const match = /^[A-Z]{3}-([1-4])$/.exec(levelId);
  return match ? (Number(match[1]) as Level) : null;
}

export function isDimensionCode(value: string): value is DimensionCode {
  return (dimensionCodes as readonly string[]).includes(value);
}
