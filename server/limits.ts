/** Named limits of the web application's use cases. The sandbox has its own file. */

/** Sign-in attempts before each further one waits. Throttling slows, never locks. */
export const signInFreeAttempts = 5;
export const signInWindowSeconds = 300;
export const signInDelayStepMs = 500;
export const signInDelayMaxMs = 8_000;
/** Hard stop for one address: refused with a retry time, other addresses go on. */
export const signInPerAddressMax = 60;

export const staffLinkValidMinutes = 60;
export const firstAdministratorLinkValidMinutes = 24 * 60;
export const passwordCharactersMin = 12;
export const passwordCharactersMax = 200;

export const resumeCodeTriesPerHourMax = 20;
export const linkRequestsPerHourMax = 5;

/** The edit log. */
export const updateBytesMax = 256 * 1024;
export const documentBytesMax = 4 * 1024 * 1024;
export const batchesPerMinutePerDocumentMax = 900;
/** In a live room five people may type without pause, each sending ten batches a second. */
export const batchesPerMinutePerSharedDocumentMax = 3_000;
export const snapshotEveryUpdates = 500;
export const answerTextCharactersMax = 60_000;

/** Runs of one attempt a minute. */
export const runsPerMinuteMax = 20;
export const attemptEventsPerMinuteMax = 240;

/** SQL questions: presses of Run, and databases made anew, of one attempt a minute. */
export const sqlExecutionsPerMinuteMax = 120;
export const sqlResetsPerMinuteMax = 12;
/** One press of Run may send so much. */
export const sqlCharactersMax = 100_000;
/** Of each result, so many rows stay in the run list. */
export const sqlRowsKeptMax = 20;
/** Executions of a question that its history shows. */
export const sqlHistoryShownMax = 100;

/** World questions: looks at one seed's trace, of one attempt a minute. */
export const worldSeedLooksPerMinuteMax = 60;
export const worldSeedsMax = 1_000;
/** Events of a seed that a page gets; those of any question's world are far fewer. */
export const worldTraceEventsMax = 6_000;
/** Runs of a question that its history shows. */
export const worldRunsShownMax = 30;
export const requestsPerHourMax = 20;
export const requestTextCharactersMax = 4_000;

/** A browser's beats: a gap longer than three of them is a gap. */
export const beatEveryMs = 5_000;
export const beatGapMs = 15_000;
/** The server's own liveness rows. */
export const livenessEveryMs = 2_000;
export const outageGapMs = 10_000;
/** Waiting longer than this for a run counts as an outage of ours. */
export const runWaitOutageMs = 5_000;

/** Scoring. */
export const noteCharactersMax = 4_000;
export const quoteCharactersMax = 2_000;
export const privateNotesCharactersMax = 20_000;
export const decisionReasonCharactersMax = 4_000;

/** The question bank's files are read again after this. */
export const bankKeptMs = 10_000;

/** Positions and invitations. */
export const titleCharactersMax = 120;
export const descriptionCharactersMax = 8_000;
export const openingsMax = 500;
export const retentionDaysMin = 30;
export const retentionDaysMax = 3_650;
export const invitationsAtOnceMax = 100;
export const startWithinDaysMax = 180;
export const startWithinDaysDefault = 7;
/** A link can be opened after the last moment to start too, to read that it has passed and to ask for more days. */
export const linkAfterStartByDays = 30;
export const timeFactorMax = 4;
export const remindersPerDayMax = 2;
/** Answering "if there is such an account, a link is on its way" takes at least this long, whoever asked. */
export const signInLinkAnswerMs = 600;

/** Time given by hand in one grant. */
export const grantMinutesMax = 480;

export const auditPageRows = 100;
export const eventsShownMax = 500;
export const outageDaysShown = 7;
/** A process that was not heard from for this long is down. */
export const livenessDeadMs = 20_000;
export const healthCheckTimeoutMs = 3_000;
export const positionsInNavigationMax = 12;
/** The standing banner's knowledge of the sandbox. */
export const confinementKeptMs = 15_000;
/** Reasons and answers that staff write for a candidate or the record. */
export const reasonCharactersMax = 2_000;

/** Attempts deleted in one transaction of the retention job. */
export const retentionBatchMax = 50;
/** An answer about health is given again for this long. */
export const healthKeptMs = 1_000;
/** Between two looks for workers that were killed with jobs in hand. */
export const releaseDeadPoolsEveryMs = 10_000;

/** Live sessions. */
export const participantsMax = 8;
/** The moment that a rater writes about is within the session. */
export const momentSecondsMax = 4 * 3_600;
/** Cursor messages that one browser may pass on in a second. */
export const presencesPerSecondMax = 30;
/** Runs of an earlier answer that the lead may choose from. */
export const earlierRunsShownMax = 60;
/** Runs of the shared code that a room shows. */
export const roomRunsShownMax = 20;
/** Shared code of one run, all files together. */
export const sharedCodeCharactersMax = 200_000;
/** A run without an end for so long was lost with the process that waited for it. */
export const roomRunLostAfterMs = 60_000;

/** Steps of one investigation: cards and actions together, each taken once. */
export const investigationStepsMax = 60;
