import { createHash } from 'node:crypto';
import type { Executor } from '../../db/executor.ts';
import { countRuns, noRuns } from '../../db/queries/runs.ts';
import { formMinutes } from '../../domain/form.ts';
import { presentWithinMs } from '../../domain/live/limits.ts';
import type { RoomPerson, SharedDocuments, SharedRoom } from '../../domain/live/room.ts';
import { codeTrackNumber } from '../../domain/replay/tracks.ts';
import type { LoadedSession } from './load-session.ts';

export interface LiveDocument {
  id: string;
  purpose: string;
  itemNumber: number | null;
  head: number;
}

/** The part of the room that both sides see, for one side: unseen observers are in it for staff only. */
export async function sharedRoom(
  tx: Executor,
  session: LoadedSession,
  documents: readonly LiveDocument[],
  reader: { side: 'candidate' | 'staff'; sessionId: string },
): Promise<SharedRoom> {
  const { view, now, participants } = session;
  const since = (instant: Date | null) => (instant ? now.getTime() - instant.getTime() : null);
  const present = (seenAt: Date | null) =>
    seenAt !== null && now.getTime() - seenAt.getTime() <= presentWithinMs;
  const people: RoomPerson[] = [
    {
      id: 'candidate',
      name: session.candidate.name,
      role: 'candidate',
      present: present(session.session.candidateSeenAt),
    },
    ...participants
      .filter((one) => reader.side === 'staff' || !one.unseen)
      .map((one) => ({ id: one.personId, name: one.name, role: one.role, present: present(one.seenAt) })),
  ];
  const focusLeft = view.focusUntil ? view.focusUntil.getTime() - now.getTime() : 0;
  return {
    attemptId: session.attempt.id,
    sessionHash: createHash('sha256').update(reader.sessionId).digest('hex').slice(0, 16),
    positionTitle: session.position.title,
    state: view.state,
    startsAt: view.startsAt.toISOString(),
    plannedMinutes: formMinutes(session.form.sections),
    candidateTimeZone: session.attempt.timeZone,
    sequence: view.sequence,
    meetingUrl: session.session.meetingUrl,
    unseenObservers: participants.some((one) => one.unseen),
    recording: view.recording,
    elapsedMs:
      view.closedAt && view.admittedAt
        ? view.closedAt.getTime() - view.admittedAt.getTime()
        : since(view.admittedAt),
    lateMs: view.admittedAt ? Math.max(0, view.admittedAt.getTime() - view.startsAt.getTime()) : null,
    focusLeftMs: focusLeft > 0 ? focusLeft : null,
    people,
    ask: view.ask
      ? {
          what: view.ask.what,
          by: view.ask.by === null ? 'candidate' : 'staff',
          startsAt: view.ask.startsAt?.toISOString() ?? null,
          reason: view.ask.reason,
          mayAnswer: (view.ask.by === null) === (reader.side === 'staff'),
        }
      : null,
    documents: sharedDocuments(documents),
    simulators: view.simulators.map((one) => one.itemNumber),
    runs: (await countRuns(tx, session.attempt.id)).get(codeTrackNumber) ?? noRuns,
  };
}

function sharedDocuments(documents: readonly LiveDocument[]): SharedDocuments | null {
  const of = (purpose: string) => documents.find((one) => one.purpose === purpose)?.id;
  const [code, drawing, chat] = [of('live-code'), of('live-drawing'), of('live-chat')];
  return code && drawing && chat ? { code, drawing, chat } : null;
}

/** Milliseconds from the admission to this moment. */
export function sinceAdmission(session: LoadedSession, at: Date): number {
  const { admittedAt } = session.view;
  return admittedAt ? Math.max(0, at.getTime() - admittedAt.getTime()) : 0;
}
