/** Named limits of the edit log's server side; those that pages know too are in server/limits.ts and domain/edit-log/limits.ts. */

/** Batches per minute of a document are counted over the log itself: the row so many back must be older than this. */
export const batchRateWindowSeconds = 60;
/** How often an append of a live session reads the log before it takes the locks; each time somebody else was first. */
export const readingsAtHeadMax = 3;
/** Undecided late updates of one document. Ten minutes of typing are far below it. */
export const lateBytesMax = 1024 * 1024;

/** Documents that a process keeps ready in memory: by count, and by the structs they are made of (about 200 bytes each). */
export const warmDocumentsMax = 300;
export const warmStructsMax = 1_000_000;

/** Streams. A browser holds one; more of one session are tabs without a leader, or abuse. */
export const streamsPerSessionMax = 12;
export const streamPingEveryMs = 15_000;
/** Heads, sessions and attempts of all streams are read this often: what a lost notification costs, and the latest moment at which a revoked session's stream is closed. */
export const streamSweepEveryMs = 4_000;
/** What may wait in a stream whose reader is slow; it is closed beyond that and comes back with its cursor. */
export const streamBufferBytesMax = 1024 * 1024;
export const streamRowsPerReadMax = 2_000;
/** Between two readings of the log for the streams of a process: with many rooms each would else be for one update. */
export const streamReadSpacingMs = 10;
