/** Calls that one request may make before the drawing counts as wrong. */
export const visitsMax = 200;
/** Requests whose way is followed call by call in each step, for each flow. */
export const samplesPerStepMax = 80;
export const samplesPerStepMin = 24;
/** Calls that a whole run follows, which bounds its time for drawings in which one request makes very many. */
export const followedCallsMax = 6_000_000;
/** Followed requests of one flow in a whole run, which bounds its time. */
export const samplesPerRunMax = 60_000;
export const messageSamplesPerStep = 12;
/** Steps before the clock starts, in which waits and shares settle at the first rates. */
export const warmUpSteps = 40;
/** A request that hangs without any timeout is given up by the network. */
export const hangMs = 30_000;
/** How far rates swing around their curve: standard deviation of a slow noise. */
export const rateNoise = 0.02;
/** Operations a second that one node of a cache serves. */
export const cacheNodeRps = 100_000;
/** A lost cache node is replaced, empty, after this. */
export const cacheReplaceSeconds = 60;
export const scaleIntervalSeconds = 15;
export const scaleDownSeconds = 300;
/** Where no balancer watches, a lost zone still gets requests for this long. */
export const unwatchedHealthSeconds = 30;
/** Running requests have this long when an instance is replaced. */
export const rolloutGraceSeconds = 30;
export const hopMs = 0.5;
export const refusedMs = 3;
export const syncStandbyMs = 2;
/** Writes since the last backup, where no standby had them. */
export const backupSeconds = 300;
