import { expect, it } from 'vitest';
import { wireOf } from './send-card-change.ts';

// Guarantee: what waited for the network is sent with true ages, and a clock that was set back in between makes no pin
// that the server must refuse.
it('sends moments as ages, the writing never older than what it is about', () => {
  const pin = {
    kind: 'pin-moment' as const,
    id: 'a',
    itemNumber: 2,
    dimension: 'TRD',
    heard: 'x',
    momentAt: 10_000,
    writtenAt: 30_000,
  };
  const { momentAt: _, writtenAt: __, ...rest } = pin;
  expect(wireOf(pin, 90_000)).toEqual({ ...rest, secondsAgo: 80, writtenSecondsAgo: 60 });
  expect(wireOf(pin, 0)).toEqual({ ...rest, secondsAgo: 0, writtenSecondsAgo: 0 });
  expect(wireOf({ ...pin, momentAt: 40_000 }, 90_000)).toMatchObject({
    secondsAgo: 60,
    writtenSecondsAgo: 60,
  });
  const notes = { kind: 'notes' as const, text: 'kept' };
  expect(wireOf(notes, 5)).toBe(notes);
});
