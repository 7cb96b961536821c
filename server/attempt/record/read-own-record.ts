import { readNow } from '../../../db/executor.ts';
import { listEvents } from '../../../db/queries/attempt-events.ts';
import { listAttemptItems } from '../../../db/queries/attempt-facts.ts';
import { findAttemptForCandidate } from '../../../db/queries/attempts.ts';
import { summariseLateUpdates } from '../../../db/queries/late-updates.ts';
import { listRequests } from '../../../db/queries/requests.ts';
import type { Aid, Rules } from '../../../domain/form.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notFound } from '../../failure.ts';
import { type IntegrityFact, integrityFacts } from '../../report/integrity-facts.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { type MeasuredOutage, measure } from '../measure-outages.ts';
import { type OwnRequest, ownRequests } from '../request/own-requests.ts';
import { type Receipt, receiptOf } from '../submit-attempt.ts';
import { notesAreOpen } from './note-event.ts';

export interface OwnRecord {
  status: string;
  positionTitle: string;
  team: string;
  contact: string;
  retentionDays: number;
  namesHidden: boolean;
  receipt: Receipt | null;
  startedAt: Date | null;
  rules: Rules;
  declaredAids: Partial<Record<Aid, string>>;
  /** Exactly what is recorded about her and shown to staff. */
  facts: IntegrityFact[];
  notesOpen: boolean;
  requests: OwnRequest[];
  /** Edits that arrived after the deadline, by question and decision. */
  lateEdits: { itemNumber: number; characters: number; decision: 'merged' | 'rejected' | null }[];
  outages: MeasuredOutage[];
  voidedItems: number[];
}

/** What the submit and receipt pages show: the candidate's own record, the same that staff see of these things. */
export async function readOwnRecord(principal: CandidatePrincipal): Promise<OwnRecord> {
  return database().db.transaction(async (tx) => {
    const { attemptId } = principal;
    await authorizeAttempt(tx, principal, 'attempt.own-record', attemptId);
    const facts = await findAttemptForCandidate(tx, attemptId);
    if (!facts) throw notFound();
    const { attempt, position, form } = facts;
    const [events, requests, late, items, measured] = await Promise.all([
      listEvents(tx, attemptId),
      listRequests(tx, attemptId),
      summariseLateUpdates(tx, attemptId),
      listAttemptItems(tx, attemptId),
      measure(tx, attemptId),
    ]);
    return {
      status: attempt.status,
      positionTitle: position.title,
      team: position.team,
      contact: position.contact,
      retentionDays: position.retentionDays,
      namesHidden: position.namesHidden,
      receipt: receiptOf(attempt),
      startedAt: attempt.startedAt,
      rules: form.rules,
      declaredAids: attempt.declaredAids,
      facts: integrityFacts(events),
      notesOpen: notesAreOpen(attempt.submittedAt, await readNow(tx)),
      requests: ownRequests(requests),
      lateEdits: late.flatMap(({ itemNumber, characters, decision }) =>
        itemNumber === null ? [] : [{ itemNumber, characters, decision }],
      ),
      outages: measured.outages,
      voidedItems: items.filter((item) => item.voidedAt !== null).map((item) => item.number),
    };
  });
}
