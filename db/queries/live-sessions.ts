import { and, asc, desc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { LiveActor, LiveEvent, LiveEventRow } from '../../domain/live/event.ts';
import type { LiveRole } from '../../domain/live/room.ts';
import type { Executor } from '../executor.ts';
import { attempt, attemptItem, candidate } from '../schema/attempts.ts';
import { document, documentClient, documentUpdate } from '../schema/documents.ts';
import { evidence, scorecard } from '../schema/grading.ts';
import { liveEvent, liveParticipant, liveSession } from '../schema/live.ts';
import { person } from '../schema/people.ts';
import { position } from '../schema/positions.ts';

export async function insertLiveSession(
  tx: Executor,
  value: { attemptId: string; meetingUrl: string; timeZone: string },
): Promise<void> {
  await tx.insert(liveSession).values(value);
}

export async function insertParticipants(
  tx: Executor,
  attemptId: string,
  people: readonly { personId: string; role: LiveRole; unseen: boolean }[],
): Promise<void> {
  await tx.insert(liveParticipant).values(people.map((one) => ({ attemptId, ...one })));
}

export async function findLiveSession(db: Executor, attemptId: string) {
  const rows = await db.select().from(liveSession).where(eq(liveSession.attemptId, attemptId));
  return rows[0] ?? null;
}

/** The session under its lock: its events are numbered and decided one after another. */
export async function lockLiveSession(tx: Executor, attemptId: string) {
  const rows = await tx.select().from(liveSession).where(eq(liveSession.attemptId, attemptId)).for('update');
  return rows[0] ?? null;
}

/** Appends one event under the session's lock and gives its number. */
export async function appendLiveEvent(
  tx: Executor,
  attemptId: string,
  by: LiveActor,
  event: LiveEvent,
): Promise<number> {
  const rows = await tx
    .update(liveSession)
    .set({ head: sql`${liveSession.head} + 1` })
    .where(eq(liveSession.attemptId, attemptId))
    .returning({ seq: liveSession.head });
  const seq = rows[0]?.seq;
  if (seq === undefined) throw new Error(`session ${attemptId} is gone`);
  await tx.insert(liveEvent).values({ attemptId, seq, by, event });
  return seq;
}

export async function listLiveEvents(db: Executor, attemptId: string): Promise<LiveEventRow[]> {
  return db
    .select({ seq: liveEvent.seq, at: liveEvent.at, by: liveEvent.by, event: liveEvent.event })
    .from(liveEvent)
    .where(eq(liveEvent.attemptId, attemptId))
    .orderBy(asc(liveEvent.seq));
}

export async function listParticipants(db: Executor, attemptId: string) {
  return db
    .select({
      personId: liveParticipant.personId,
      name: person.name,
      email: person.email,
      role: liveParticipant.role,
      unseen: liveParticipant.unseen,
      seenAt: liveParticipant.seenAt,
    })
    .from(liveParticipant)
    .innerJoin(person, eq(person.id, liveParticipant.personId))
    .where(eq(liveParticipant.attemptId, attemptId))
    .orderBy(asc(liveParticipant.role), asc(person.name));
}

export async function touchParticipant(db: Executor, attemptId: string, personId: string): Promise<void> {
  await db
    .update(liveParticipant)
    .set({ seenAt: sql`now()` })
    .where(and(eq(liveParticipant.attemptId, attemptId), eq(liveParticipant.personId, personId)));
}

export async function touchLiveCandidate(db: Executor, attemptId: string): Promise<boolean> {
  const touched = await db
    .update(liveSession)
    .set({ candidateSeenAt: sql`now()` })
    .where(eq(liveSession.attemptId, attemptId))
    .returning({ attemptId: liveSession.attemptId });
  return touched.length > 0;
}

/** Of these (session, person) pairs, those that still hold, with the attempt's status and the person's session epoch. */
export async function listHeldPlaces(
  db: Executor,
  places: readonly { attemptId: string; personId: string }[],
) {
  if (places.length === 0) return [];
  return db
    .select({
      attemptId: liveParticipant.attemptId,
      personId: liveParticipant.personId,
      status: attempt.status,
      epoch: person.sessionEpoch,
      role: liveParticipant.role,
    })
    .from(liveParticipant)
    .innerJoin(person, eq(person.id, liveParticipant.personId))
    .innerJoin(attempt, eq(attempt.id, liveParticipant.attemptId))
    .where(
      and(
        isNull(person.disabledAt),
        inArray(liveParticipant.attemptId, [...new Set(places.map((place) => place.attemptId))]),
        inArray(liveParticipant.personId, [...new Set(places.map((place) => place.personId))]),
      ),
    );
}

/** Which part of a long list. */
export interface Page {
  limit: number;
  offset: number;
}

/**
 * Sessions that a person takes part in: those that run or may still be entered, by their start; or the others, the newest
 * first. `total` counts all of them.
 */
export async function listSessionsOf(db: Executor, personId: string, isOver: boolean, page: Page) {
  // A session may be entered until its attempt may no longer be begun, which every move of it moves too.
  const mayRun = sql`(${attempt.status} = 'running' or (${attempt.status} in ('invited', 'accepted') and ${attempt.startBy} >= now()))`;
  return db
    .select({
      attemptId: liveParticipant.attemptId,
      role: liveParticipant.role,
      candidateName: candidate.name,
      positionTitle: position.title,
      status: attempt.status,
      total: sql<number>`(count(*) over ())::int`,
    })
    .from(liveParticipant)
    .innerJoin(attempt, eq(attempt.id, liveParticipant.attemptId))
    .innerJoin(candidate, eq(candidate.id, attempt.candidateId))
    .innerJoin(position, eq(position.id, attempt.positionId))
    .where(and(eq(liveParticipant.personId, personId), isOver ? sql`not ${mayRun}` : mayRun))
    .orderBy(isOver ? desc(attempt.startBy) : asc(attempt.startBy), attempt.id)
    .limit(page.limit)
    .offset(page.offset);
}

/** The events of several sessions, each in its order. */
export async function listEventsOfSessions(
  db: Executor,
  attemptIds: readonly string[],
): Promise<Map<string, LiveEventRow[]>> {
  const bySession = new Map<string, LiveEventRow[]>(attemptIds.map((id) => [id, []]));
  if (attemptIds.length === 0) return bySession;
  const rows = await db
    .select()
    .from(liveEvent)
    .where(inArray(liveEvent.attemptId, [...attemptIds]))
    .orderBy(liveEvent.attemptId, liveEvent.seq);
  for (const { attemptId, ...row } of rows) bySession.get(attemptId)?.push(row);
  return bySession;
}

/** Items that were not asked count for nothing: they are taken out with that as the reason. */
export async function voidUnasked(
  tx: Executor,
  attemptId: string,
  asked: readonly number[],
  reason: string,
): Promise<void> {
  await tx
    .update(attemptItem)
    .set({ voidedAt: sql`now()`, voidReason: reason })
    .where(
      and(
        eq(attemptItem.attemptId, attemptId),
        isNull(attemptItem.voidedAt),
        asked.length > 0 ? sql`${attemptItem.number} <> all(${sql.param([...asked])}::int[])` : sql`true`,
      ),
    );
}

export async function markItemSeen(tx: Executor, attemptId: string, number: number): Promise<void> {
  await tx
    .update(attemptItem)
    .set({ seenAt: sql`coalesce(${attemptItem.seenAt}, now())` })
    .where(and(eq(attemptItem.attemptId, attemptId), eq(attemptItem.number, number)));
}

/** Documents of a session, each with its head. */
export async function listLiveDocuments(db: Executor, attemptId: string) {
  return db
    .select({
      id: document.id,
      purpose: document.purpose,
      itemNumber: document.itemNumber,
      head: document.head,
    })
    .from(document)
    .where(eq(document.attemptId, attemptId));
}

/** Deletes a document's updates and who wrote them. The caller has written a snapshot at its head. */
export async function deleteUpdates(tx: Executor, documentId: string): Promise<number> {
  const rows = await tx
    .delete(documentUpdate)
    .where(eq(documentUpdate.documentId, documentId))
    .returning({ seq: documentUpdate.seq });
  await tx.delete(documentClient).where(eq(documentClient.documentId, documentId));
  await tx.execute(
    sql`delete from document_snapshot where document_id = ${documentId} and seq < (select head from document where id = ${documentId})`,
  );
  return rows.length;
}

/** Pins become quotations: they keep what was quoted and no longer point into a log that is gone. */
export async function detachEvidence(tx: Executor, attemptId: string): Promise<void> {
  await tx
    .update(evidence)
    .set({ documentId: null, documentSeq: null, rangeStart: null, rangeEnd: null })
    .where(
      and(
        gt(evidence.documentSeq, 0),
        inArray(
          evidence.scorecardId,
          tx.select({ id: scorecard.id }).from(scorecard).where(eq(scorecard.attemptId, attemptId)),
        ),
      ),
    );
}

/** The last edit of a document that was received by then; 0 when there was none. */
export async function findSeqAt(db: Executor, documentId: string, at: Date): Promise<number> {
  const rows = await db
    .select({ seq: sql<number>`coalesce(max(${documentUpdate.seq}), 0)::float8` })
    .from(documentUpdate)
    .where(and(eq(documentUpdate.documentId, documentId), lte(documentUpdate.receivedAt, at)));
  return rows[0]?.seq ?? 0;
}
