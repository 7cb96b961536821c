import { and, eq, gt, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { attemptEvent, presenceStretch } from '../schema/attempts.ts';

export interface NewEvent {
  kind: string;
  sessionId: string | null;
  itemNumber: number | null;
  data: Record<string, unknown>;
  /** Made by the browser: the same event sent again is stored once. */
  clientKey: string | null;
}

export async function insertEvents(
  db: Executor,
  attemptId: string,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await db
    .insert(attemptEvent)
    .values(events.map((event) => ({ ...event, attemptId })))
    .onConflictDoNothing();
}

export async function listEvents(db: Executor, attemptId: string) {
  return db
    .select()
    .from(attemptEvent)
    .where(eq(attemptEvent.attemptId, attemptId))
    .orderBy(attemptEvent.at, attemptEvent.id);
}

/** The candidate's own words beside a fact. False when the event is not of this attempt. */
export async function setEventNote(
  db: Executor,
  attemptId: string,
  eventId: string,
  note: string,
): Promise<boolean> {
  const rows = await db
    .update(attemptEvent)
    .set({ candidateNote: note === '' ? null : note, candidateNoteAt: sql`now()` })
    .where(and(eq(attemptEvent.id, eventId), eq(attemptEvent.attemptId, attemptId)))
    .returning({ id: attemptEvent.id });
  return rows.length > 0;
}

/**
 * A browser was heard from. A beat within `gapMs` of the last one makes that stretch longer; a later one begins a new
 * stretch. Gives how long the session was silent when it was longer than that.
 */
export async function extendPresence(
  db: Executor,
  value: { attemptId: string; sessionId: string; gapMs: number },
): Promise<{ silentMs: number | null }> {
  const extended = await db
    .update(presenceStretch)
    .set({ lastAt: sql`now()` })
    .where(
      and(
        eq(presenceStretch.attemptId, value.attemptId),
        eq(presenceStretch.sessionId, value.sessionId),
        gt(presenceStretch.lastAt, sql`now() - make_interval(secs => ${value.gapMs / 1000})`),
      ),
    )
    .returning({ id: presenceStretch.id });
  if (extended.length > 0) return { silentMs: null };
  const before = await db
    .select({
      silentMs: sql<
        number | null
      >`(extract(epoch from now() - max(${presenceStretch.lastAt})) * 1000)::float8`,
    })
    .from(presenceStretch)
    .where(
      and(eq(presenceStretch.attemptId, value.attemptId), eq(presenceStretch.sessionId, value.sessionId)),
    );
  await db.insert(presenceStretch).values({
    attemptId: value.attemptId,
    sessionId: value.sessionId,
    beganAt: sql`now()`,
    lastAt: sql`now()`,
  });
  return { silentMs: before[0]?.silentMs ?? null };
}

export async function listPresence(db: Executor, attemptId: string) {
  return db
    .select()
    .from(presenceStretch)
    .where(eq(presenceStretch.attemptId, attemptId))
    .orderBy(presenceStretch.beganAt);
}
