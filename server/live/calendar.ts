import { formMinutes } from '../../domain/form.ts';
import { type CalendarFacts, calendarFile } from '../../domain/live/calendar-file.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { env } from '../env.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../session.ts';
import { type LoadedSession, loadSession } from './load-session.ts';

/** The session as a calendar file for one side: each is given the address of its own page, never a secret link. */
export async function readCalendar(
  principal: CandidatePrincipal | StaffPrincipal,
  attemptId: string,
): Promise<string> {
  const { db } = database();
  await authorizeAttempt(
    db,
    principal,
    principal.kind === 'candidate' ? 'attempt.take' : 'live.take-part',
    attemptId,
  );
  const session = await loadSession(db, attemptId);
  return sessionCalendar(session, principal.kind === 'candidate' ? 'candidate' : 'staff', {
    startsAt: session.view.startsAt,
    sequence: session.view.sequence,
    cancelled: session.view.state === 'cancelled',
  });
}

export function sessionCalendar(
  session: LoadedSession,
  side: 'candidate' | 'staff',
  at: Pick<CalendarFacts, 'startsAt' | 'sequence' | 'cancelled'>,
): string {
  const path = side === 'candidate' ? '/live' : `/live/${session.attempt.id}`;
  return calendarFile({
    attemptId: session.attempt.id,
    ...at,
    minutes: formMinutes(session.form.sections),
    now: session.now,
    title:
      side === 'candidate'
        ? `Conversation: ${session.position.title}`
        : `${session.candidate.name}: ${session.position.title}`,
    roomUrl: new URL(path, env().appUrl).href,
    meetingUrl: session.session.meetingUrl,
    organizer: null,
  });
}
