import { describe, expect, it } from 'vitest';
import { allowanceMs, heavyStatementsMax, lightStatementsMax } from '../limits.ts';
import { StatementQueue, type Ticket } from './statement-queue.ts';

function setUp() {
  let now = 0;
  const queue = new StatementQueue(() => now);
  const enter = (key: string) => {
    const state: { ticket: Ticket | null; leaveQueue: () => void } = { ticket: null, leaveQueue: () => {} };
    state.leaveQueue = queue.enter(key, (ticket) => {
      state.ticket = ticket;
    });
    return state;
  };
  const use = (key: string, ms: number) => {
    const { ticket } = enter(key);
    now += ms;
    if (ticket) queue.leave(ticket);
  };
  return { queue, enter, use, pass: (ms: number) => (now += ms) };
}

// Guarantee: sessions that spin share a few places; somebody else's small query starts at once.
describe('the queue of statements', () => {
  it('lets small statements in while others spin', () => {
    const { queue, enter, pass } = setUp();
    const spinners = Array.from({ length: 8 }, (_, index) => `spinner-${index}`);
    const spun = spinners.map(enter);
    pass(allowanceMs + 1);
    for (const { ticket } of spun) if (ticket) queue.leave(ticket);
    const heavy = spinners.map(enter);
    expect(heavy.filter(({ ticket }) => ticket !== null)).toHaveLength(heavyStatementsMax);
    expect(enter('small').ticket).not.toBeNull();
  });

  it('starts whoever has used least first, and forgives with time', () => {
    const { queue, enter, use, pass } = setUp();
    for (const key of ['a', 'b', 'c', 'd']) use(key, allowanceMs * (key === 'd' ? 2 : 3));
    const [first, second, third, fourth] = ['a', 'b', 'c', 'd'].map(enter);
    expect([first?.ticket, second?.ticket].every(Boolean)).toBe(true);
    if (first?.ticket) queue.leave(first.ticket);
    expect([third?.ticket, Boolean(fourth?.ticket)]).toEqual([null, true]);
    pass(3_600_000);
    expect(enter('e').ticket).not.toBeNull();
  });

  it('gives up the place of one that waits for a lock, whose holder may be queued', () => {
    const { queue, enter } = setUp();
    const waiters = Array.from({ length: lightStatementsMax }, (_, index) => enter(`waiter-${index}`));
    const holder = enter('holder');
    expect(holder.ticket).toBeNull();
    const [waiter] = waiters;
    if (waiter?.ticket) queue.pause(waiter.ticket);
    expect(holder.ticket).not.toBeNull();
  });

  it('forgets one that does not want to wait any longer', () => {
    const { queue, enter } = setUp();
    const running = Array.from({ length: lightStatementsMax }, (_, index) => enter(`k-${index}`));
    const gone = enter('gone');
    gone.leaveQueue();
    if (running[0]?.ticket) queue.leave(running[0].ticket);
    expect(gone.ticket).toBeNull();
    expect(queue.waiting).toBe(0);
  });
});
