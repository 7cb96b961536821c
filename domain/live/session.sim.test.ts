/**
 * Guarantee: whatever anybody presses, in any order and at any time, a session passes only through its legal states,
 * nothing happens after it is over but the debrief, only those act who may, and reading the events again gives the same.
 * A failing seed is in the test's name.
 */
import { expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import type { LiveCommand } from './command.ts';
import { decideCommand, type LiveAsker, type LiveParticipant, leadIdOf } from './decide-command.ts';
import type { LiveEventRow } from './event.ts';
import { type SessionState, usedTimes, viewSession } from './session.ts';

const legal: Record<SessionState, readonly SessionState[]> = {
  scheduled: ['scheduled', 'waiting', 'no-show', 'cancelled'],
  waiting: ['waiting', 'scheduled', 'running', 'cancelled'],
  'no-show': ['no-show', 'scheduled', 'cancelled'],
  running: ['running', 'closed'],
  closed: ['closed'],
  cancelled: ['cancelled'],
};
const items = [1, 2, 3].map((number) => ({
  number,
  twistIds: ['one', 'two'],
  probes: 3,
  isDesign: number === 2,
}));
const offered = [1, 2].map((itemNumber) => ({
  from: { attemptId: 'earlier', itemNumber },
  question: { hash: 'hash', title: 'Ledger', kind: 'code' as const, runtime: null },
  runs: [1],
}));
const steps = 400;
const reached = new Set<SessionState>();

function commandOf(random: ReturnType<typeof seededRandom>, now: Date): LiveCommand {
  const itemNumber = 1 + random.below(4);
  const later = new Date(now.getTime() + (random.below(120) - 20) * 60_000).toISOString();
  const all: LiveCommand[] = [
    { kind: 'enter', recording: random.below(2) === 0 ? 'accepted' : 'declined' },
    { kind: 'admit' },
    { kind: 'open-item', itemNumber },
    { kind: 'reveal-twist', itemNumber, twistId: ['one', 'two', 'three'][random.below(3)] ?? '' },
    { kind: 'open-simulator', itemNumber },
    { kind: 'tick-probe', itemNumber, probe: random.below(4), ticked: random.below(2) === 0 },
    { kind: 'record-hint', itemNumber, text: 'hint' },
    {
      kind: 'bring-answer',
      itemNumber,
      from: { attemptId: 'earlier', itemNumber: 1 + random.below(3) },
      run: [null, 1, 2][random.below(3)] ?? null,
    },
    { kind: 'start-focus', minutes: 2 },
    { kind: 'end-focus' },
    { kind: 'take-lead' },
    { kind: 'record-no-show' },
    { kind: 'ask-move', startsAt: later, reason: '' },
    { kind: 'ask-cancel', reason: '' },
    { kind: 'answer-ask', accept: random.below(3) === 0 },
    ...(random.below(12) === 0 ? [{ kind: 'close' } as const] : []),
    { kind: 'open-debrief', reason: 'away' },
  ];
  return all[random.below(all.length)] ?? { kind: 'admit' };
}

test.each(Array.from({ length: 60 }, (_, n) => `live-${n}`))('%s', (seed) => {
  const random = seededRandom(seed);
  const start = new Date('2026-03-29T00:30:00Z');
  let now = new Date(start.getTime() - 20 * 60_000);
  const participants: LiveParticipant[] = (['lead', 'scorer', 'observer'] as const).map((role) => ({
    personId: role,
    role,
    unseen: false,
    seenAt: null,
  }));
  const rows: LiveEventRow[] = [
    { seq: 1, at: now, by: 'manager', event: { kind: 'scheduled', startsAt: start.toISOString() } },
  ];
  for (let step = 0; step < steps; step++) {
    now = new Date(now.getTime() + random.below(40_000));
    const here = participants[random.below(3)];
    if (here && random.below(2) === 0) here.seenAt = now;
    const who = ['candidate', 'lead', 'scorer', 'observer', 'manager'][random.below(5)] ?? '';
    const asker: LiveAsker =
      who === 'candidate'
        ? { side: 'candidate' }
        : {
            side: 'staff',
            personId: who,
            participant: participants.find((one) => one.personId === who) ?? null,
            manages: who === 'manager',
          };
    const view = viewSession(rows);
    const command = commandOf(random, now);
    const decision = decideCommand(command, asker, {
      view,
      participants,
      items,
      offered,
      ratingsMissing: true,
      now,
    });
    if (decision.kind !== 'happens') continue;
    const { event } = decision;
    const by = who === 'candidate' ? null : who;
    rows.push({ seq: rows.length + 1, at: now, by, event });
    const after = viewSession(rows);
    reached.add(after.state);
    const told = `${seed} step ${step}: ${who} ${command.kind} in ${view.state}`;
    expect(legal[view.state], told).toContain(after.state);
    if (view.state === 'closed') expect(event.kind, told).toBe('debrief-opened');
    expect(view.state, told).not.toBe('cancelled');
    if (
      [
        'admitted',
        'item-opened',
        'twist-revealed',
        'simulator-opened',
        'answer-brought',
        'closed',
        'focus-started',
        'no-show',
      ].includes(event.kind)
    )
      expect(who, told).toBe(leadIdOf(view, participants));
    expect(who, told).not.toBe('observer');
    if (who === 'candidate')
      expect(['entered', 'move-asked', 'cancel-asked', 'ask-refused', 'moved', 'cancelled']).toContain(
        event.kind,
      );
  }
  const end = viewSession(rows);
  expect(viewSession(structuredClone(rows))).toEqual(end);
  const used = [...usedTimes(end, now).values()].reduce((sum, ms) => sum + ms, 0);
  const whole = end.admittedAt ? (end.closedAt ?? now).getTime() - end.admittedAt.getTime() : 0;
  expect(used).toBeLessThanOrEqual(whole);
  expect(end.brought.map((one) => one.number)).toEqual(end.brought.map((_, index) => index + 1));
  const brought = end.brought.map((one) => `${one.itemNumber}/${one.from.itemNumber}/${one.run}`);
  expect(new Set(brought).size).toBe(brought.length);
  for (const one of end.brought) {
    expect(offered.map(({ from }) => from)).toContainEqual(one.from);
    expect([null, 1]).toContain(one.run);
    expect(end.opened.map((item) => item.itemNumber)).toContain(one.itemNumber);
  }
  const twists = end.twists.map((one) => `${one.itemNumber}/${one.twistId}`);
  expect(new Set(twists).size).toBe(twists.length);
});

// Without this a mistake in the story could leave the rules untried.
test('the stories together went through every state', () => {
  expect([...reached].toSorted()).toEqual(Object.keys(legal).toSorted());
});
