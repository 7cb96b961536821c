/** Cards that may be cited for the cause. Few, so that citing everything is no strategy. */
export const evidencePinsMax = 4;

/** What each part of the diagnosis carries, out of the whole question; with the written part it is 100. */
export const diagnosisPoints = {
  cause: 30,
  component: 10,
  mitigation: 15,
  durable: 15,
  efficiency: 10,
} as const;

/** What a right cause, component or durable fix is worth that no cited evidence supports. */
export const unsupportedShare = 1 / 3;

/** Harm, as a multiple of the reference's, up to which efficiency counts in full, and from which it counts nothing. */
export const efficientUpTo = 1.5;
export const inefficientFrom = 3;

/** Evidence that has to support a right cause before doing it quickly counts for anything. */
export const supportForEfficiencyMin = 0.5;

/** Points that a chart's line is drawn with. */
export const chartSamples = 120;
