/** Wall clocks of the world start at 2026-01-01T00:00:00Z: the servers' exactly, the replicas' off by their skew. */
export const wallClockStartMs = Date.UTC(2026, 0, 1);
