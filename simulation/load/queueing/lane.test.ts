/** Guarantee: messages are neither made nor lost in a lane: what was put in was taken, expired, lost, or is still there. */
import { expect, test } from 'vitest';
import { Lane, type Messages } from './lane.ts';
import { Noise } from './noise.ts';

test.each([1, 2, 3, 4, 5])('conservation under random use, seed %i', (seed) => {
  const noise = new Noise(seed, 'lane');
  const lane = new Lane();
  let put = 0;
  let gone = 0;
  for (let step = 0; step < 2_000; step += 1) {
    lane.return(step);
    const amount = noise.next() * 10;
    put += amount;
    lane.put(
      { flow: Math.floor(noise.next() * 3), born: step, receives: 0, amount, poison: false, tooLong: false },
      null,
    );
    let room = noise.next() * 12;
    const back: Messages[] = [];
    lane.take(
      () => room,
      (messages, taken) => {
        room -= taken;
        gone += taken * 0.8;
        back.push({ ...messages, receives: messages.receives + 1, amount: taken * 0.2 });
      },
    );
    for (const messages of back) lane.put(messages, step + 1 + Math.floor(noise.next() * 20));
    if (step % 100 === 50) lane.expire(step - 60, (messages) => (gone += messages.amount));
    if (step % 500 === 300) lane.lose(0.1, (_, lost) => (gone += lost));
    let there = 0;
    for (const messages of lane.rest()) there += messages.amount;
    expect(there).toBeCloseTo(lane.amount, 4);
    expect(lane.amountOf(0) + lane.amountOf(1) + lane.amountOf(2)).toBeCloseTo(lane.amount, 4);
  }
  expect(gone + lane.amount).toBeCloseTo(put, 3);
});

test('first in, first out, over flows; what comes back goes to the end', () => {
  const lane = new Lane();
  const order: string[] = [];
  const messages = (flow: number, born: number) => ({
    flow,
    born,
    receives: 0,
    amount: 1,
    poison: false,
    tooLong: false,
  });
  lane.put(messages(0, 0), null);
  lane.put(messages(1, 1), null);
  lane.put(messages(2, 1), 3);
  expect(lane.oldest).toBe(0);
  lane.return(3);
  lane.put(messages(3, 3), null);
  lane.take(
    () => 10,
    ({ flow }) => order.push(String(flow)),
  );
  expect(order).toEqual(['0', '1', '2', '3']);
  expect(lane.oldest).toBeNull();
});
