/** Bounds of one seed. They are about the simulation, not about the machine: the sandbox has its own. */
export const eventsPerSeedMax = 1_000_000;
/** Deliveries into replicas; a loop over `sleep(0)` meets this one. */
export const deliveriesPerSeedMax = 200_000;
export const callsPerStepMax = 5_000;
/** The shortest wait: a loop of waits for nothing must move time. */
export const sleepMinMs = 1;
export const logLinesPerSeedMax = 2_000;
export const logCharactersMax = 2_000;
export const timeMaxMs = 24 * 3_600_000;
