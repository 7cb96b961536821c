/** One file of a question folder; larger ones are refused by the loader. */
export const questionFileBytesMax = 512 * 1024;

/** All files of a question folder together: the size of one pinned version. */
export const questionFolderBytesMax = 4 * 1024 * 1024;

/** Steps of the search for a form before the assembler gives up and says so. */
export const assemblerStepsMax = 200_000;

/** A section's questions may take this much more or less than its minutes. */
export const sectionMinutesTolerancePercent = 10;

/** The sections of a blueprint fill at least this much of its minutes; the rest is slack between rooms. */
export const blueprintFillPercentMin = 90;

/** Strings shorter than this are no secrets worth searching for: they occur everywhere. */
export const secretCharactersMin = 16;

/** Names, cells and labels of an incident's evidence that are shorter tell nothing by themselves. */
export const tellingTextCharactersMin = 32;

/** A design's flows, stretches of time and objectives: what fits a page and a minute of simulation. */
export const designFlowsMax = 8;
export const designProfilesMax = 5;
export const designObjectivesMax = 14;
export const profileSecondsMin = 30;
export const profileSecondsMax = 7_200;

/** Seeds that a design is graded with. */
export const designGradedSeeds = 3;
