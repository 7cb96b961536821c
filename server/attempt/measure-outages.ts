import type { Executor } from '../../db/executor.ts';
import { readNow } from '../../db/executor.ts';
import { listPresence } from '../../db/queries/attempt-events.ts';
import { listTimeGrants } from '../../db/queries/attempt-facts.ts';
import { findAttemptForCandidate } from '../../db/queries/attempts.ts';
import { listLiveness } from '../../db/queries/liveness.ts';
import { listRunsLostToUs } from '../../db/queries/runs.ts';
import type { Principal } from '../../domain/access.ts';
import { sectionDeadline } from '../../domain/deadline.ts';
import { gapsBetween, lostTimes, type SectionWindow, waitedForRun } from '../../domain/outage.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import { beatGapMs, outageGapMs, runWaitOutageMs } from '../limits.ts';
import { readTimes } from './settle-attempt.ts';

export interface MeasuredOutage {
  /** Stable for the same outage; `grantTime` takes it, once. */
  key: string;
  kind: 'server' | 'run';
  sectionNumber: number;
  from: Date;
  lostMs: number;
  granted: boolean;
}

export interface BrowserGap {
  sessionId: string;
  sectionNumber: number;
  from: Date;
  lostMs: number;
}

export interface Measured {
  /** Ours: can be granted in one press. */
  outages: MeasuredOutage[];
  /** A browser that was not heard from. Granted only by hand, with a reason. */
  browserGaps: BrowserGap[];
}

/** For staff who may grant time, and for the candidate herself. */
export async function measureOutages(principal: Principal, attemptId: string): Promise<Measured> {
  return database().db.transaction(async (tx) => {
    await authorizeAttempt(
      tx,
      principal,
      principal.kind === 'candidate' ? 'attempt.own-record' : 'time.grant',
      attemptId,
    );
    return measure(tx, attemptId);
  });
}

export async function measure(tx: Executor, attemptId: string): Promise<Measured> {
  const facts = await findAttemptForCandidate(tx, attemptId);
  if (!facts) throw notFound(`attempt ${attemptId}`);
  const times = await readTimes(tx, facts.attempt, facts.form);
  if (!times) return { outages: [], browserGaps: [] };
  const now = await readNow(tx);
  const windows = times.entered.map((entry): SectionWindow => {
    const deadline = sectionDeadline(times, entry.number) ?? now;
    const end = entry.leftAt ?? new Date(Math.min(now.getTime(), deadline.getTime()));
    return { sectionNumber: entry.number, from: entry.enteredAt, to: end };
  });
  const [life, runs, presence, grants] = await Promise.all([
    // Stretches that ended long before the start still say where a gap began.
    listLiveness(tx, 'web', new Date(times.startedAt.getTime() - 24 * 60 * 60 * 1000)),
    listRunsLostToUs(tx, attemptId, runWaitOutageMs),
    listPresence(tx, attemptId),
    listTimeGrants(tx, attemptId),
  ]);
  const grantedKeys = new Set(grants.flatMap((grant) => grant.outageKey ?? []));
  const ours = lostTimes(
    gapsBetween(
      life.map((row) => ({ from: row.startedAt, to: row.seenAt })),
      outageGapMs,
    ),
    windows,
  );
  const outages = ours.map((lost): MeasuredOutage => {
    const key = `server:${lost.sectionNumber}:${lost.from.getTime()}`;
    const { sectionNumber, from, lostMs } = lost;
    return { key, kind: 'server', sectionNumber, from, lostMs, granted: grantedKeys.has(key) };
  });
  for (const run of runs) {
    const lostMs = waitedForRun(
      {
        startedAt: run.startedAt,
        endedAt: run.endedAt,
        failed: run.failureCode !== null,
        programMs: run.programMs ?? 0,
      },
      runWaitOutageMs,
    );
    const section = windows.find(
      (window) =>
        run.startedAt.getTime() >= window.from.getTime() && run.startedAt.getTime() <= window.to.getTime(),
    );
    if (lostMs === null || !section) continue;
    const key = `run:${run.id}`;
    outages.push({
      key,
      kind: 'run',
      sectionNumber: section.sectionNumber,
      from: run.startedAt,
      lostMs,
      granted: grantedKeys.has(key),
    });
  }
  return {
    outages: outages.toSorted((a, b) => a.from.getTime() - b.from.getTime()),
    browserGaps: browserGaps(presence, windows),
  };
}

function browserGaps(
  presence: readonly { sessionId: string; beganAt: Date; lastAt: Date }[],
  windows: readonly SectionWindow[],
): BrowserGap[] {
  const sessions = [...new Set(presence.map((stretch) => stretch.sessionId))];
  return sessions
    .flatMap((sessionId) => {
      const stretches = presence
        .filter((stretch) => stretch.sessionId === sessionId)
        .map((stretch) => ({ from: stretch.beganAt, to: stretch.lastAt }));
      return lostTimes(gapsBetween(stretches, beatGapMs), windows).map(({ sectionNumber, from, lostMs }) => ({
        sessionId,
        sectionNumber,
        from,
        lostMs,
      }));
    })
    .toSorted((a, b) => a.from.getTime() - b.from.getTime());
}
