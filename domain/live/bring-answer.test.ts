/** Guarantee: only the lead of a running session opens an earlier answer, on an item that is open, and only one that is offered. */
import { expect, test } from 'vitest';
import type { LiveCommand } from './command.ts';
import { decideCommand, type LiveFacts, type LiveParticipant } from './decide-command.ts';
import type { LiveEvent } from './event.ts';
import { broughtPerSessionMax } from './limits.ts';
import { viewSession } from './session.ts';

const at = new Date('2026-03-02T10:00:00Z');
const from = { attemptId: 'earlier', itemNumber: 3 };
const question = { hash: 'h', title: 'Ledger', kind: 'code', runtime: null } as const;
const participants: LiveParticipant[] = (['lead', 'scorer', 'observer'] as const).map((role) => ({
  personId: role,
  role,
  unseen: false,
  seenAt: at,
}));

function facts(events: LiveEvent[]): LiveFacts {
  const opening: LiveEvent[] = [
    { kind: 'scheduled', startsAt: at.toISOString() },
    { kind: 'entered', recording: 'accepted' },
    { kind: 'admitted' },
    ...events,
  ];
  return {
    view: viewSession(opening.map((event, index) => ({ seq: index + 1, at, by: 'lead', event }))),
    participants,
    items: [1, 2].map((number) => ({ number, twistIds: [], probes: 0, isDesign: false })),
    offered: [{ from, question, runs: [1, 2] }],
    ratingsMissing: true,
    now: at,
  };
}

function ask(
  who: string,
  change: Partial<Extract<LiveCommand, { kind: 'bring-answer' }>>,
  events: LiveEvent[],
) {
  const command: LiveCommand = { kind: 'bring-answer', itemNumber: 1, from, run: 2, ...change };
  const participant = participants.find((one) => one.personId === who) ?? null;
  return decideCommand(
    command,
    who === 'candidate'
      ? { side: 'candidate' }
      : { side: 'staff', personId: who, participant, manages: who === 'manager' },
    facts(events),
  );
}

const opened: LiveEvent = { kind: 'item-opened', itemNumber: 1 };
const brought = (number: number, run: number | null): LiveEvent => ({
  kind: 'answer-brought',
  number,
  itemNumber: 1,
  from,
  run,
  question,
});

test('the lead, on an item that was opened, at a run that there was or as submitted', () => {
  expect(ask('lead', {}, [opened])).toEqual({ kind: 'happens', event: brought(1, 2) });
  expect(ask('lead', { run: null }, [opened, brought(1, 2)])).toEqual({
    kind: 'happens',
    event: brought(2, null),
  });
  expect(ask('lead', {}, [opened, brought(1, 2)])).toEqual({ kind: 'already' });
  expect(ask('lead', { itemNumber: 2 }, [opened])).toMatchObject({ kind: 'refused' });
  expect(ask('lead', { run: 3 }, [opened])).toMatchObject({ kind: 'refused' });
  expect(ask('lead', {}, [opened, { kind: 'closed' }])).toMatchObject({ kind: 'refused' });
});

test('what is not offered is not there, and nobody else opens anything', () => {
  expect(ask('lead', { from: { ...from, itemNumber: 4 } }, [opened])).toEqual({ kind: 'forbidden' });
  expect(ask('lead', { from: { ...from, attemptId: 'other' } }, [opened])).toEqual({ kind: 'forbidden' });
  for (const who of ['candidate', 'manager'])
    expect(ask(who, {}, [opened]), who).toEqual({ kind: 'forbidden' });
  for (const who of ['scorer', 'observer'])
    expect(ask(who, {}, [opened]), who).toMatchObject({ kind: 'refused' });
});

test('so many and no more in one session', () => {
  const many = Array.from({ length: broughtPerSessionMax }, (_, index) => brought(index + 1, index + 10));
  expect(ask('lead', {}, [opened, ...many.slice(1)])).toMatchObject({ kind: 'happens' });
  expect(ask('lead', {}, [opened, ...many])).toMatchObject({ kind: 'refused' });
});
