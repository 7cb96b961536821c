import { readNow } from '../../db/executor.ts';
import {
  findOpenAttemptByEmail,
  insertAttempt,
  insertCandidate,
  listSeenSlugs,
} from '../../db/queries/candidates.ts';
import { findCurrentForm } from '../../db/queries/forms.ts';
import { appendLiveEvent, insertLiveSession, insertParticipants } from '../../db/queries/live-sessions.ts';
import { findPerson, insertAudit } from '../../db/queries/people.ts';
import { findPosition } from '../../db/queries/positions.ts';
import { assignScorecard } from '../../db/queries/scorecards.ts';
import type { LiveRole } from '../../domain/live/room.ts';
import { authorizePosition, isUuid } from '../authorize.ts';
import { database } from '../database.ts';
import { Failure, notFound } from '../failure.ts';
import { checkStartBy } from '../invitation/invite-candidate.ts';
import { issueLink } from '../invitation/issue-link.ts';
import { participantsMax } from '../limits.ts';
import type { StaffPrincipal } from '../session.ts';
import { lastEntry } from './carry-out.ts';

export interface ScheduleInput {
  positionId: string;
  name: string;
  email: string;
  startsAt: Date;
  /** IANA name of the zone in which the start was meant. */
  timeZone: string;
  /** `https:` address of the call; empty when there is none. */
  meetingUrl: string;
  /** The candidate was told that somebody may watch unseen. */
  unseenObserversTold: boolean;
  interviewers: readonly { personId: string; role: LiveRole; unseen: boolean }[];
}

/**
 * Plans a live session: candidate, attempt of mode `live`, everybody's place, the raters' sealed cards and the
 * candidate's link, in one transaction. The link is shown this once.
 */
export async function scheduleSession(
  principal: StaffPrincipal,
  input: ScheduleInput,
): Promise<{ attemptId: string; url: string; interviewerPath: string }> {
  checkPlaces(input);
  return database().db.transaction(async (tx) => {
    await authorizePosition(tx, principal, 'live.schedule', input.positionId);
    const position = await findPosition(tx, input.positionId);
    if (!position) throw notFound();
    if (position.closedAt) throw new Failure('not-open', 'This position is closed. Open it again to plan.');
    const now = await readNow(tx);
    checkStartBy(input.startsAt, now);
    const form = await findCurrentForm(tx, position.id);
    if (form?.mode !== 'live')
      throw new Failure(
        'not-open',
        "This position's form is taken alone. Choose a live blueprint in its settings.",
      );
    const email = input.email.trim();
    if (await findOpenAttemptByEmail(tx, position.id, email))
      throw new Failure('conflict', `email: ${email} has an open session of this position.`);
    const seen = await listSeenSlugs(tx, email);
    const met = form.sections.flatMap((section) => section.items).find((item) => seen.includes(item.slug));
    if (met)
      throw new Failure(
        'conflict',
        `email: this person has met ${met.title}. Make a new form in the settings.`,
      );
    for (const { personId } of input.interviewers) {
      const person = isUuid(personId) ? await findPerson(tx, personId) : null;
      if (!person || person.disabledAt || !person.roles.includes('interviewer'))
        throw new Failure('bad-input', 'interviewers: choose people who have the interviewer role.');
    }
    const candidateId = await insertCandidate(tx, { name: input.name.trim(), email, phone: '' });
    const attemptId = await insertAttempt(tx, {
      positionId: position.id,
      candidateId,
      formId: form.id,
      mode: 'live',
      startBy: lastEntry(input.startsAt),
      timeFactor: 1,
      runtime: null,
      invitedBy: principal.id,
    });
    await insertLiveSession(tx, { attemptId, meetingUrl: input.meetingUrl, timeZone: input.timeZone });
    await insertParticipants(tx, attemptId, input.interviewers);
    for (const one of input.interviewers) {
      if (one.role !== 'observer') await assignScorecard(tx, attemptId, one.personId, principal.id);
    }
    await appendLiveEvent(tx, attemptId, principal.id, {
      kind: 'scheduled',
      startsAt: input.startsAt.toISOString(),
    });
    const { url } = await issueLink(tx, {
      attemptId,
      startBy: lastEntry(input.startsAt),
      now,
      issuedBy: principal.id,
    });
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'live-scheduled',
      subject: { kind: 'attempt', id: attemptId },
      data: { positionId: position.id, startsAt: input.startsAt.toISOString() },
    });
    return { attemptId, url, interviewerPath: `/live/${attemptId}` };
  });
}

function checkPlaces({ interviewers, unseenObserversTold, meetingUrl, timeZone }: ScheduleInput): void {
  if (interviewers.length === 0 || interviewers.length > participantsMax)
    throw new Failure('bad-input', `interviewers: between one and ${participantsMax} people.`);
  if (new Set(interviewers.map((one) => one.personId)).size !== interviewers.length)
    throw new Failure('bad-input', 'interviewers: each person once.');
  if (interviewers.filter((one) => one.role === 'lead').length !== 1)
    throw new Failure('bad-input', 'interviewers: exactly one person leads.');
  if (interviewers.some((one) => one.unseen && one.role !== 'observer'))
    throw new Failure('bad-input', 'interviewers: only observers can be unseen.');
  if (interviewers.some((one) => one.unseen) && !unseenObserversTold)
    throw new Failure('bad-input', 'interviewers: tell the candidate before somebody watches unseen.');
  if (meetingUrl !== '' && !(URL.canParse(meetingUrl) && new URL(meetingUrl).protocol === 'https:'))
    throw new Failure('bad-input', 'meetingUrl: an address that begins with https://.');
  if (!Intl.supportedValuesOf('timeZone').includes(timeZone) && timeZone !== 'UTC')
    throw new Failure('bad-input', 'timeZone: choose a zone of the list.');
}
