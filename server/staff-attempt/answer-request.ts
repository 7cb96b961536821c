import { insertAudit } from '../../db/queries/people.ts';
import { listRequests, type RequestKind, answerRequest as storeAnswer } from '../../db/queries/requests.ts';
import { grantTime } from '../attempt/grant-time.ts';
import { authorizeAttempt, isUuid } from '../authorize.ts';
import { database } from '../database.ts';
import { notifyAttempt } from '../edit-log/notify-attempt.ts';
import { Failure } from '../failure.ts';
import { extendStart } from '../invitation/extend-start.ts';
import { setAccommodation } from '../invitation/set-accommodation.ts';
import { reasonCharactersMax } from '../limits.ts';
import type { StaffPrincipal } from '../session.ts';
import { voidQuestion } from './void-question.ts';

/** What goes with an answer. Each is a use case of its own, with its own right, audit row and refusals. */
export type RequestGrant =
  | { kind: 'nothing' }
  | { kind: 'more-days'; startBy: Date; timeZone: string }
  | { kind: 'accommodation'; timeFactor: number }
  | { kind: 'time'; sectionNumber: number | null; minutes: number }
  | { kind: 'void-question' };

const fitting: Record<RequestGrant['kind'], readonly RequestKind[]> = {
  nothing: ['more-days', 'accommodation', 'time', 'late-edits', 'problem', 'human-review', 'withdraw'],
  'more-days': ['more-days'],
  accommodation: ['accommodation'],
  time: ['time', 'late-edits', 'problem'],
  'void-question': ['problem'],
};

/**
 * Answers what a candidate asked, together with what is given. The grant comes first and the answer says that it was
 * given; a press that is repeated gives nothing twice (time is bound to the request, the rest is set, not added).
 */
export async function answerRequest(
  principal: StaffPrincipal,
  input: {
    attemptId: string;
    requestId: string;
    outcome: 'granted' | 'refused' | 'answered';
    answer: string;
    grant: RequestGrant;
  },
): Promise<void> {
  const answer = input.answer.trim();
  if (answer === '' || answer.length > reasonCharactersMax) {
    throw new Failure(
      'bad-input',
      `answer: write an answer, in at most ${reasonCharactersMax} characters. The candidate reads it.`,
    );
  }
  const request = await getOpenRequest(principal, input.attemptId, input.requestId);
  const { grant, attemptId } = input;
  if (
    !fitting[grant.kind].includes(request.kind) ||
    (grant.kind !== 'nothing') !== (input.outcome === 'granted')
  ) {
    throw new Failure('bad-input', 'grant: this does not fit what was asked.');
  }
  switch (grant.kind) {
    case 'nothing':
      break;
    case 'more-days':
      await extendStart(principal, { attemptId, startBy: grant.startBy, timeZone: grant.timeZone });
      break;
    case 'accommodation':
      await setAccommodation(principal, { attemptId, timeFactor: grant.timeFactor });
      break;
    case 'time':
      await grantTime(principal, {
        attemptId,
        sectionNumber: grant.sectionNumber,
        grantedMs: grant.minutes * 60_000,
        basis: 'other',
        reason: answer,
        outageKey: `request:${request.id}`,
      });
      break;
    case 'void-question':
      if (request.itemNumber === null)
        throw new Failure('bad-input', 'grant: this request names no question.');
      await voidQuestion(principal, { attemptId, itemNumber: request.itemNumber, reason: answer });
      break;
  }
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'request.answer', attemptId);
    const first = await storeAnswer(tx, {
      attemptId,
      requestId: request.id,
      answeredBy: principal.id,
      answer,
      outcome: input.outcome,
    });
    if (!first)
      throw new Failure('conflict', 'Somebody answered this request meanwhile. Load the page again.');
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'request-answered',
      subject: { kind: 'attempt', id: attemptId },
      data: { requestId: request.id, kind: request.kind, outcome: input.outcome },
    });
    await notifyAttempt(tx, attemptId, 'message');
  });
}

async function getOpenRequest(principal: StaffPrincipal, attemptId: string, requestId: string) {
  const { db } = database();
  await authorizeAttempt(db, principal, 'request.answer', attemptId);
  const request = isUuid(requestId)
    ? (await listRequests(db, attemptId)).find((one) => one.id === requestId)
    : undefined;
  if (!request) throw new Failure('not-found', 'This request is not there.');
  if (request.answeredAt) throw new Failure('conflict', 'This request was answered before.');
  return request;
}
