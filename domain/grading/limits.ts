/** Characters of a typed number; longer input is not read at all. */
export const numberTextCharactersMax = 60;

/** Lines of the explanation of how a question is scored. */
export const scoringLinesMax = 3;

/**
 * A value counts as a known trap when it lies this close to it, as a percentage of the trap: the part's own tolerance,
 * kept between these two so that a rounded trap is still recognised and a wide band does not swallow its neighbours.
 */
export const trapMatchPercentMin = 1;
export const trapMatchPercentMax = 5;

/**
 * Share of a question's minutes that its written part carries, which people rate: an incident's postmortem, a design's
 * decision note. The rest is graded by rules.
 */
export const writtenPercent = 20;

/**
 * What each group of a design's objectives carries, out of the whole question; with the written part it is 100. A
 * question says otherwise where its start already holds what is promised, and saving is the work.
 */
export const objectiveGroupPoints = { slo: 45, failure: 20, cost: 15 } as const;

/** Share of the objectives about being served that must be met for the others to count in full: who serves nobody is cheap and loses nothing. */
export const servedMin = 0.5;
