/** Every bound of this room, with its unit last. What a question may set is clamped to the `…Max` beside it. */

/** Per check, or for the whole of a `module` run: how long the program may take on the clock, and on the processor. */
export const wallTimeDefaultMs = 2_000;
export const wallTimeMaxMs = 30_000;
export const wallTimeMinMs = 10;
export const cpuTimeMaxMs = 30_000;
export const cpuTimeMinMs = 10;

/** Heap of one isolate. Below 8 MB V8 itself does not start. */
export const isolateMemoryDefaultMb = 64;
export const isolateMemoryMinMb = 8;
export const isolateMemoryMaxMb = 512;

/**
 * Anonymous memory of the worker's whole process tree. The isolate's own limit misses whatever V8 allocates outside
 * its heap, so the supervisor looks at this from outside. An idle worker has about 30 MB.
 */
export const residentMemoryBaseBytes = 160 * 1024 * 1024;
export const residentMemoryPerIsolateByte = 1.5;
export const residentMemoryPollMs = 15;
/**
 * A worker whose resident memory was ever above this gets no further job. About 50 MB of it are files; the rest leaves
 * the next job more than its isolate may use before the bound above.
 */
export const workerPeakMemoryMaxBytes = 192 * 1024 * 1024;

/** All checks of one run together. Checks that did not get their turn are reported as such. */
export const runWallTimeMaxMs = 60_000;
/** How often one run may need a fresh worker because a check had to be killed. */
export const killsPerRunMax = 3;

/** What the program may print: text of one line, and of one isolate's life. */
export const consoleLineCharactersMax = 8_192;
export const consoleBytesMax = 64 * 1024;
export const consoleLinesMax = 2_000;

/** One result that crosses the boundary, as JSON. */
export const resultBytesMax = 256 * 1024;
/** Nesting of JSON that crosses a boundary: values are walked by recursion on the other side. */
export const jsonDepthMax = 500;
/** One list of arguments that crosses the boundary, as JSON. */
export const argumentBytesMax = 4 * 1024 * 1024;
/** Calls of `guest.call` in one check, and of services such as URL parsing in one isolate. */
export const guestCallsMax = 500_000;
export const hostServiceCallsMax = 20_000;
export const hostServiceTextCharactersMax = 16 * 1024;
export const timersPendingMax = 10_000;

/**
 * Worlds: time inside the isolate of one seed, and the longest that one step may run. The isolate's own count goes on
 * while a busy machine has taken the processor away, so it is a hundred times what a usual seed needs.
 */
export const worldSeedCpuDefaultMs = 4_000;
export const worldStepLimitMs = 1_000;
export const worldOutboxCharactersMax = 4 * 1024 * 1024;
/** A seed on a busy machine may take this many times its processor time before it is killed from outside. */
export const worldSeedWallFactor = 2;
/** Seeds that share an isolate: a fresh one costs as much as a replica's start. */
export const worldSeedsPerIsolate = 50;
export const worldSeedsMax = 2_000;
/** After so many seeds that met a limit the others are not run. */
export const worldStoppedSeedsMax = 3;
/** The same where each had to be killed from outside, which takes several times as long. */
export const worldKilledSeedsMax = 2;
/** Events of a trace that cross the pipe in one frame. */
export const worldTraceChunkEvents = 500;
export const worldTraceChunkCharactersMax = 1_800_000;
/** Failing seeds of one run whose plans are made smaller. */
export const worldShrunkSeedsMax = 5;
/** Runs that making one plan smaller may take, as a bound for the clock outside. */
export const worldShrinkRunsMax = 60;
/** A second try and a plan made smaller count as so many seeds at most: few of those runs take their whole time. */
export const worldSeedRunsMax = 4;
export const worldConsoleLinesMax = 500;
/** Seeds that have not had their turn by then count as broken. */
export const worldRunWallTimeMaxMs = 300_000;
/** The world around the program lives in the worker too. */
export const worldResidentExtraBytes = 192 * 1024 * 1024;
export const worldRunFrameBytesMax = 64 * 1024 * 1024;

/** What a request may carry. */
export const sourceBytesMax = 256 * 1024;
export const sourceFilesMax = 32;
/** Texts whose types a worker has erased and keeps, before and after. */
export const strippedCharactersMax = 2 * 1024 * 1024;
export const sourcePathCharactersMax = 120;
export const checksSourceBytesMax = 512 * 1024;
export const checksMax = 100;
export const inputBytesMax = 256 * 1024;
export const requestBytesMax = 2 * 1024 * 1024;

/** Texts of a verdict. */
export const errorTextCharactersMax = 2_000;
export const errorStackFramesMax = 10;
export const shownValueCharactersMax = 2_000;
export const checkMessageCharactersMax = 500;

/** One frame and all frames of one run, from a worker that may have been taken over. */
export const frameBytesMax = 2 * 1024 * 1024;
export const runFrameBytesMax = 8 * 1024 * 1024;
/** What a worker may note beside the pipe about one job; what is more goes through the pipe. */
export const notesBytesMax = 1024 * 1024;
export const stderrTailBytesMax = 8 * 1024;

/** How long a worker may take: to be ready, to begin with a job, to say something where no guest code runs. */
export const workerStartLimitMs = 10_000;
/** The trial of a confinement decides for as long as the process lives, so a busy machine gets more time for it. */
export const trialLimitMs = 30_000;
export const jobBeginLimitMs = 3_000;
export const hostStepLimitMs = 3_000;
/** Past the time of a whole run by this much its worker is killed, whatever it says in between. */
export const legOverrunMs = wallTimeMaxMs + 10_000;
/** The worker ends most runs by itself; past the limit by this much it is killed from outside. */
export const killGraceMs = 250;
/** In a check the question's own code takes time too; it is told to the supervisor in steps and bounded. */
export const checkGraceMs = 750;
export const hostTimeReportMs = 25;
export const hostTimePerCheckMaxMs = 20_000;
/** Processor time is measured of the whole process, whose compiler and collector threads count too. */
export const cpuKillFactor = 1.25;
export const cpuKillGraceMs = 250;

/** Pool. */
export const workersMax = 32;
export const sparesDefault = 1;
/** A start costs about 200 ms of processor time: at 500 jobs that was a seventh of every run, at 1,000 a twentieth. */
export const jobsPerWorkerMax = 2_000;
export const startFailuresInARowMax = 3;
export const startRetryDelayMs = 1_000;

/** Queue. */
export const queuedRunsMax = 400;
export const queuedRunsPerKeyMax = 64;
export const queueWaitLimitMs = 15_000;
export const retryAfterMinMs = 500;
export const retryAfterMaxMs = 15_000;

/** The service and its client. */
export const serviceResponseLimitMs = queueWaitLimitMs + runWallTimeMaxMs + 15_000;
export const worldResponseLimitMs = queueWaitLimitMs + worldRunWallTimeMaxMs + 15_000;
export const serviceConnectLimitMs = 2_000;
export const deadServiceRetryMs = 5_000;
export const serviceResponseBytesMax = 4 * 1024 * 1024;
export const serviceShutdownLimitMs = 5_000;
