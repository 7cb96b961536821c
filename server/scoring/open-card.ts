import type { Executor } from '../../db/executor.ts';
import { findAttemptFacts, listAttemptItems } from '../../db/queries/attempt-facts.ts';
import { lockScorecard } from '../../db/queries/scorecards.ts';
import { type DimensionCode, isDimensionCode } from '../../domain/dimension.ts';
import { authorizeAttempt } from '../authorize.ts';
import { Failure, notFound } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';
import { cardItems } from './rated-items.ts';

/** What every change of a card begins with: the right to it, its lock, and the questions it is about. */
export async function openCard(tx: Executor, principal: StaffPrincipal, attemptId: string) {
  await authorizeAttempt(tx, principal, 'scorecard.write-own', attemptId);
  const facts = await findAttemptFacts(tx, attemptId);
  const card = await lockScorecard(tx, attemptId, principal.id);
  if (!facts || !card) throw notFound('no scorecard of this person');
  const live = facts.attempt.mode === 'live' && facts.attempt.status === 'running';
  if (!live && facts.attempt.status !== 'submitted' && facts.attempt.status !== 'graded') {
    throw new Failure(
      'not-open',
      'This attempt is open again. Its answers can be scored once it is submitted.',
    );
  }
  const items = await listAttemptItems(tx, attemptId);
  const voided = new Set(items.filter((item) => item.voidedAt).map((item) => item.number));
  return { facts, card, items: cardItems(facts.form.sections, voided) };
}

/** A dimension that this question is rated on, or a clear refusal. */
export function requireDimension(
  items: ReturnType<typeof cardItems>,
  itemNumber: number,
  dimension: string,
): DimensionCode {
  const item = items.find((candidate) => candidate.number === itemNumber);
  if (!item || !isDimensionCode(dimension) || !item.dimensions.includes(dimension)) {
    throw new Failure('bad-input', `Question ${itemNumber} is not rated on ${dimension}.`);
  }
  return dimension;
}
