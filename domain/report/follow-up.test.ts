/**
 * Guarantee: the result of a form that asks for a live follow-up counts only once somebody who has submitted gave a level
 * to the very item on which an own answer was opened. If this fails, a take-home counts that nobody has talked about.
 */
import { expect, test } from 'vitest';
import { type FollowUpFacts, followUpStanding, whatCompletes, whyIncomplete } from './follow-up.ts';

const talk = { sessionId: 's1', itemNumber: 1, itemTitle: 'Your own solution', day: '2026-03-02' };
const facts = (change: Partial<FollowUpFacts> = {}): FollowUpFacts => ({
  minutes: 15,
  talks: [talk],
  ratings: [{ sessionId: 's1', itemNumber: 1, levelId: 'PSV-1' }],
  ...change,
});

test('a level on that item, whatever it is, completes it', () => {
  expect(followUpStanding(facts())).toEqual({ kind: 'scored', in: talk });
  const second = { ...talk, sessionId: 's2' };
  expect(
    followUpStanding(
      facts({ talks: [talk, second], ratings: [{ sessionId: 's2', itemNumber: 1, levelId: 'TRD-4' }] }),
    ),
  ).toEqual({ kind: 'scored', in: second });
});

test.each<[string, Partial<FollowUpFacts>, boolean]>([
  ['nothing was opened', { talks: [] }, false],
  ['nobody has rated it', { ratings: [] }, true],
  ['it was not observed', { ratings: [{ sessionId: 's1', itemNumber: 1, levelId: 'not-observed' }] }, true],
  ['another item was rated', { ratings: [{ sessionId: 's1', itemNumber: 2, levelId: 'PSV-4' }] }, true],
  ['another session was', { ratings: [{ sessionId: 's2', itemNumber: 1, levelId: 'PSV-4' }] }, true],
])('not when %s', (_, change, talked) => {
  const standing = followUpStanding(facts(change));
  expect(standing).toEqual({ kind: 'missing', minutes: 15, talked });
  if (standing?.kind !== 'missing') return;
  expect(whyIncomplete(standing)).toContain('counts once');
  expect(whatCompletes(standing)).toHaveLength(talked ? 1 : 3);
});

test('a form that asks for none has none', () => {
  expect(followUpStanding(null)).toBeNull();
});
