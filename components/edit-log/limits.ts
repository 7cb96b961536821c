/** Named limits of the edit log in the browser. */

/** Between the sending of two batches: alone, and while another person is present. */
export const spacingAloneMs = 300;
export const spacingTogetherMs = 100;
export const sendTimeoutMs = 15_000;
export const retryFirstMs = 400;
export const retryMostMs = 10_000;

/** Unacknowledged edits are in the browser's storage this soon after typing, well within two seconds. */
export const persistDelayMs = 800;
/** The whole state is stored for reading without a network, less often. */
export const persistStateDelayMs = 5_000;

/** An update that the stream has not delivered after this is asked for. */
export const gapPatienceMs = 1_500;
/** A stream that says nothing for this long is half open: pings come every 15 s. */
export const streamSilenceMs = 35_000;
/** Followers take the lead from a leader that went silent (a frozen tab keeps its lock). */
export const leaderSilenceMs = 50_000;
export const streamRetryFirstMs = 500;
export const streamRetryMostMs = 15_000;

/** Edits that a closed tab left behind are looked for this often. */
export const orphanSearchEveryMs = 15_000;
/** What a page sends while it closes: browsers refuse more than 64 KB there. */
export const keepaliveBytesMax = 60_000;
/** Differences in a row that did not help: then something is wrong that trying again does not cure. */
export const reconcileTriesMax = 4;
