/** One statement's own running, waiting for locks not counted. */
export const statementLimitMs = 5_000;
/** In grading 5 s of processor time, so that a busy machine changes no verdict; and this long by the clock. */
export const gradedStatementWallLimitMs = 30_000;
/** After a cancel that did nothing (a function may catch it), the connection is ended. */
export const terminateAfterMs = 500;
/** Waiting for a lock: the other session may be a person who reads. */
export const lockWaitLimitMs = 60_000;
/** A connection outside a transaction is closed after this. */
export const idleSessionLimitMs = 60_000;
/** A transaction lives for this long after the last sign of its candidate. */
export const abandonedTransactionLimitMs = 120_000;
/** A database of which nothing was heard is dropped; opening makes it again. */
export const forgottenDatabaseLimitMs = 6 * 3_600_000;
/** Why a session ended is told for this long. */
export const sessionEndToldMs = 30 * 60_000;

export const resultRowsMax = 5_000;
export const resultBytesMax = 4 * 1024 * 1024;
/** One message of the server, of which a row is one: longer ones end the connection. */
export const messageBytesMax = 16 * 1024 * 1024;
export const statementCharactersMax = 200_000;
export const statementsPerExecuteMax = 200;
export const noticesMax = 100;
export const noticeCharactersMax = 2_000;

/** Growth of one attempt's database over its template. */
export const databaseGrowthBytesMax = 300 * 1024 * 1024;
export const temporaryFilesLimitMb = 256;
/** Memory of all backends together, beyond which the largest is ended. */
export const backendsMemoryBytesMax = 700 * 1024 * 1024;
/** Address space of one backend: a bomb ends as `out of memory` in its own session. */
export const backendAddressSpaceBytes = 768 * 1024 * 1024;
export const connectionsPerRoleMax = 4;
export const serverConnectionsMax = 260;

/** Statements of sessions that have used little so far run at once, up to this many. */
export const lightStatementsMax = 16;
/** Sessions that have used up their allowance share this many places. */
export const heavyStatementsMax = 2;
/** Running time that a session may use before it counts as heavy, and how fast it comes back. */
export const allowanceMs = 1_500;
export const allowanceRefillPerSecondMs = 150;
export const queuedStatementsMax = 400;
export const queueWaitLimitMs = 20_000;

export const watchEveryMs = 50;
export const sizeWatchEveryMs = 250;
export const sweepEveryMs = 5_000;

/** Of vacuuming until every page is marked as seen by all. */
export const visibilityTriesMax = 40;
export const visibilityPauseMs = 50;
export const databaseCopiesAtOnce = 2;
/** Databases that are on their way out, before whoever brings another waits. */
export const dropsAtOnceMax = 6;
export const dropsBetweenVacuums = 300;
export const gradingsAtOnce = 2;
/** Checks of one grading. While one thinks, another's copy is made. */
export const checksAtOnce = 2;
export const gradingsQueuedMax = 200;
/** Copies that are ready before they are asked for. */
export const sparesPerTemplate = 2;
export const sparesTotalMax = 24;
export const databasesMax = 400;
export const templatesMax = 400;

/** How often the server is asked whether scripted sessions have come to a lock. */
export const settlePollMs = 5;
/**
 * Of two scripted sessions that wait for each other PostgreSQL ends the one that looks first. These make it the one that
 * came to wait second, on every machine.
 */
export const firstDeadlockTimeoutMs = 10;
export const secondDeadlockTimeoutMs = 20_000;

export const connectLimitMs = 10_000;
export const serverStartLimitMs = 60_000;
export const serviceBodyBytesMax = 24 * 1024 * 1024;
export const serviceResponseLimitMs = 120_000;
export const serviceConnectLimitMs = 2_000;
export const retryAfterMs = 1_000;
