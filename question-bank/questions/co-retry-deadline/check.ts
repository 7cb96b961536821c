import type { Check, CheckTools, Guest } from '../../../sandbox/check-api.ts';
import type { Json } from '../../../sandbox/contract.ts';

interface Failure {
  message: string;
  status?: number;
  retryAfterMs?: number;
  sent?: boolean;
}

interface Outcome {
  afterMs: number;
  value?: string;
  error?: Failure;
  throws?: boolean;
}

interface Scenario {
  outcomes: Outcome[];
  rng: number[];
  tokens: number;
  abortAtMs: number | null;
  startAtMs: number;
  deadlineMs: number;
  maxAttempts: number;
  idempotent: boolean;
  baseDelayMs: number;
  maxDelayMs: number;
}

interface Call {
  at: number;
  attempt: Json;
  remainingMs: Json;
}

interface Seen {
  report: { [key: string]: Json };
  calls: Call[];
}

const fail = (afterMs: number, error: Partial<Failure> = { status: 503 }): Outcome => ({
  afterMs,
  error: { message: `failed with ${error.status ?? 'no status'}`, ...error },
});
const succeed = (afterMs: number): Outcome => ({ afterMs, value: 'done' });

function scenario(some: Partial<Scenario>): Scenario {
  return {
    outcomes: [succeed(10)],
    rng: [0.5],
    tokens: 1000,
    abortAtMs: null,
    startAtMs: 0,
    deadlineMs: 60_000,
    maxAttempts: 5,
    idempotent: true,
    baseDelayMs: 100,
    maxDelayMs: 1_000,
    ...some,
  };
}

async function play(guest: Guest, tools: CheckTools, some: Partial<Scenario>): Promise<Seen> {
  // Through JSON, so that fields left out are left out on the other side too.
  const input: Json = JSON.parse(JSON.stringify(scenario(some)));
  const report = await guest.call('play', input);
  if (typeof report !== 'object' || report === null || Array.isArray(report))
    return tools.fail('nothing was seen');
  const calls = Array.isArray(report.calls) ? report.calls : [];
  return {
    report,
    calls: calls.map((call) => {
      if (typeof call !== 'object' || call === null || Array.isArray(call))
        return tools.fail('a call was not seen');
      return { at: Number(call.at), attempt: call.attempt ?? null, remainingMs: call.remainingMs ?? null };
    }),
  };
}

function requireCalls(tools: CheckTools, seen: Seen, times: number[], what: string): void {
  const actual = seen.calls.map((call) => Math.round(call.at * 1000) / 1000);
  const same =
    actual.length === times.length && actual.every((at, index) => Math.abs(at - (times[index] ?? 0)) < 0.01);
  tools.assert(same, `${what}: calls at other times`, { expected: times, actual });
}

function requireEnd(
  tools: CheckTools,
  seen: Seen,
  outcome: 'resolved' | 'rejected',
  at: number,
  what: string,
): void {
  tools.equal(
    seen.report.outcome ?? null,
    outcome,
    `${what}: outcome (${seen.report.message ?? 'no message'})`,
  );
  tools.assert(Math.abs(Number(seen.report.settledAt) - at) < 0.01, `${what}: settled at another time`, {
    expected: at,
    actual: seen.report.settledAt ?? null,
  });
  tools.equal(seen.report.callsAfterSettled ?? null, 0, `${what}: calls after the promise was settled`);
}

const checks: Check[] = [
  {
    name: 'first-try',
    title: 'A call that succeeds is made once',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const seen = await play(guest, tools, { startAtMs: 5_000, outcomes: [succeed(30)] });
      requireCalls(tools, seen, [5_000], 'a call that succeeds');
      requireEnd(tools, seen, 'resolved', 5_030, 'a call that succeeds');
      tools.equal(seen.report.value ?? null, 'done', 'value');
    },
  },
  {
    name: 'example',
    title: 'The example of the text',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const outcomes = [fail(40), fail(40), succeed(40)];
      const seen = await play(guest, tools, { outcomes, rng: [0.5, 0.9], deadlineMs: 2_000 });
      requireCalls(tools, seen, [0, 90, 310], 'the example');
      requireEnd(tools, seen, 'resolved', 350, 'the example');
    },
  },
  {
    name: 'jitter',
    title: 'Every wait is rng() × min(maxDelayMs, baseDelayMs × 2^(k − 1))',
    weight: 3,
    async run(guest, tools) {
      const random = tools.random(9_001);
      for (let round = 0; round < 120; round += 1) {
        const baseDelayMs = random.int(1, 300);
        const maxDelayMs = random.int(baseDelayMs, 4_000);
        const maxAttempts = random.int(2, 9);
        const rng = Array.from({ length: maxAttempts - 1 }, () => Math.floor(random.next() * 1e6) / 1e6);
        const afterMs = random.int(0, 50);
        const times = [0];
        for (let retry = 1; retry < maxAttempts; retry += 1) {
          const wait = (rng[retry - 1] ?? 0) * Math.min(maxDelayMs, baseDelayMs * 2 ** (retry - 1));
          times.push((times.at(-1) ?? 0) + afterMs + wait);
        }
        const seen = await play(guest, tools, {
          outcomes: [fail(afterMs)],
          rng,
          baseDelayMs,
          maxDelayMs,
          maxAttempts,
        });
        requireCalls(tools, seen, times, `base ${baseDelayMs}, max ${maxDelayMs}, rng ${rng.join(' ')}`);
        requireEnd(tools, seen, 'rejected', (times.at(-1) ?? 0) + afterMs, 'the last call failed');
        tools.equal(seen.report.rngCalls ?? null, maxAttempts - 1, 'calls of rng()');
      }
    },
  },
  {
    name: 'retry-after',
    title: 'retryAfterMs is the least wait',
    weight: 2,
    async run(guest, tools) {
      const asked = (retryAfterMs: number) => fail(10, { status: 429, retryAfterMs });
      const longer = await play(guest, tools, { outcomes: [asked(700), asked(5_000), succeed(10)] });
      requireCalls(tools, longer, [0, 710, 5_720], 'a wish longer than the jitter');
      const shorter = await play(guest, tools, {
        outcomes: [asked(20), asked(0), succeed(10)],
        rng: [0.9, 0.4],
      });
      requireCalls(tools, shorter, [0, 100, 190], 'a wish shorter than the jitter');
    },
  },
  {
    name: 'not-retryable',
    title: 'Answers that will not change are not asked for again',
    weight: 2,
    async run(guest, tools) {
      for (const status of [400, 401, 403, 404, 409, 410, 422, 301]) {
        const seen = await play(guest, tools, { outcomes: [fail(10, { status }), succeed(10)] });
        requireCalls(tools, seen, [0], `status ${status}`);
        requireEnd(tools, seen, 'rejected', 10, `status ${status}`);
      }
      for (const error of [
        { status: 429 },
        { status: 500 },
        { status: 502 },
        { status: 504 },
        { status: 599 },
        {},
      ]) {
        const seen = await play(guest, tools, { outcomes: [fail(10, error), succeed(10)] });
        requireCalls(tools, seen, [0, 60], `status ${error.status ?? 'missing'}`);
      }
    },
  },
  {
    name: 'double-effect',
    title: 'A call that is not idempotent is repeated only when it was never sent',
    weight: 3,
    async run(guest, tools) {
      const cases: Array<[Partial<Failure>, number[]]> = [
        [{ status: 503, sent: true }, [0]],
        [{ status: 503 }, [0]],
        [{ sent: true }, [0]],
        [{}, [0]],
        [{ sent: false }, [0, 60]],
        [{ status: 503, sent: false }, [0, 60]],
        [{ status: 400, sent: false }, [0]],
      ];
      for (const [error, times] of cases) {
        const outcomes = [fail(10, error), succeed(10)];
        const seen = await play(guest, tools, { idempotent: false, outcomes });
        requireCalls(tools, seen, times, `not idempotent, error ${JSON.stringify(error)}`);
      }
      const mixed = await play(guest, tools, {
        idempotent: false,
        outcomes: [fail(10, { sent: false }), fail(10, { sent: true }), succeed(10)],
      });
      requireCalls(tools, mixed, [0, 60], 'not idempotent, the second call may have been sent');
      for (const sent of [true, false]) {
        const seen = await play(guest, tools, { outcomes: [fail(10, { sent }), succeed(10)] });
        requireCalls(tools, seen, [0, 60], `idempotent, sent ${sent}`);
      }
    },
  },
  {
    name: 'deadline',
    title: 'No wait that would end at or after the deadline; the error comes at once',
    weight: 3,
    async run(guest, tools) {
      const late = await play(guest, tools, {
        outcomes: [fail(400)],
        deadlineMs: 1_000,
        rng: [0.999],
        baseDelayMs: 600,
      });
      requireCalls(tools, late, [0, 999.4], 'a wait that ends just before the deadline');
      requireEnd(tools, late, 'rejected', 1_399.4, 'a call that runs past the deadline is not cut off');
      const exact = await play(guest, tools, { outcomes: [fail(50)], deadlineMs: 100, rng: [0.5] });
      requireCalls(tools, exact, [0], 'a wait that would end exactly at the deadline');
      requireEnd(tools, exact, 'rejected', 50, 'a wait that would end exactly at the deadline');
      const wish = await play(guest, tools, {
        outcomes: [fail(10, { status: 429, retryAfterMs: 3_600_000 }), succeed(10)],
        deadlineMs: 2_000,
      });
      requireEnd(tools, wish, 'rejected', 10, 'the server asks for more time than there is');
      const slow = await play(guest, tools, {
        outcomes: [fail(900), succeed(10)],
        deadlineMs: 800,
        startAtMs: 70_000,
      });
      requireCalls(tools, slow, [70_000], 'a call that used up all the time');
      requireEnd(tools, slow, 'rejected', 70_900, 'a call that used up all the time');

      const random = tools.random(515);
      for (let round = 0; round < 80; round += 1) {
        const deadlineMs = random.int(50, 3_000);
        const afterMs = random.int(0, 120);
        const seen = await play(guest, tools, {
          outcomes: [fail(afterMs)],
          rng: [random.next() * 0.999, random.next() * 0.999],
          deadlineMs,
          maxAttempts: 50,
          startAtMs: random.int(0, 1_000_000),
        });
        const start = seen.calls[0]?.at ?? 0;
        for (const call of seen.calls) {
          tools.assert(call.at - start < deadlineMs, 'a call was started at or after the deadline', {
            input: { deadlineMs },
            actual: call.at - start,
          });
        }
        const lastFailure = Number(seen.calls.at(-1)?.at) + afterMs;
        requireEnd(tools, seen, 'rejected', lastFailure, 'the error of the last call');
        tools.equal(seen.report.timersLeft ?? null, 0, 'timers left');
      }
    },
  },
  {
    name: 'attempts',
    title: 'At most maxAttempts calls, and calls get their number and the time left',
    weight: 1,
    async run(guest, tools) {
      for (const maxAttempts of [1, 2, 7]) {
        const seen = await play(guest, tools, {
          outcomes: [fail(10)],
          maxAttempts,
          rng: [0.1],
          deadlineMs: 30_000,
        });
        tools.equal(seen.calls.length, maxAttempts, `number of calls with maxAttempts ${maxAttempts}`);
        seen.calls.forEach((call, index) => {
          tools.equal(call.attempt, index + 1, 'attempt');
          tools.assert(
            Math.abs(Number(call.remainingMs) - (30_000 - call.at)) < 0.01,
            'remainingMs is not the time left',
            {
              expected: 30_000 - call.at,
              actual: call.remainingMs,
            },
          );
        });
      }
    },
  },
  {
    name: 'budget',
    title: 'One token of the budget for every retry, and for nothing else',
    weight: 2,
    async run(guest, tools) {
      for (const tokens of [0, 1, 3]) {
        const seen = await play(guest, tools, { outcomes: [fail(10)], tokens, maxAttempts: 9 });
        tools.equal(seen.calls.length, tokens + 1, `number of calls with ${tokens} tokens`);
        tools.equal(seen.report.tokensTaken ?? null, tokens, 'tokens taken');
        tools.assert(
          Number(seen.report.settledAt) === Number(seen.calls.at(-1)?.at) + 10,
          'the error did not come at once',
        );
      }
      const unneeded: Array<[string, Partial<Scenario>, number]> = [
        ['a success', { outcomes: [succeed(10)] }, 0],
        ['a success after two retries', { outcomes: [fail(10), fail(10), succeed(10)] }, 2],
        ['a status that is not retryable', { outcomes: [fail(10, { status: 404 })] }, 0],
        ['no attempt left', { outcomes: [fail(10)], maxAttempts: 3 }, 2],
        ['no time left', { outcomes: [fail(10, { retryAfterMs: 90_000 })] }, 0],
        ['not idempotent and sent', { outcomes: [fail(10, { sent: true })], idempotent: false }, 0],
      ];
      for (const [what, some, taken] of unneeded) {
        const seen = await play(guest, tools, some);
        tools.equal(seen.report.tokensTaken ?? null, taken, `${what}: tokens taken`);
        tools.equal(seen.report.tokensAsked ?? null, taken, `${what}: calls of tryTake`);
      }
    },
  },
  {
    name: 'abort',
    title: 'An abort rejects at once and leaves no timer and no listener',
    weight: 3,
    async run(guest, tools) {
      const cases: Array<[string, Partial<Scenario>, number, number]> = [
        ['aborted before the start', { abortAtMs: 0 }, 0, 0],
        ['aborted while a call is running', { outcomes: [succeed(500)], abortAtMs: 100 }, 100, 1],
        ['aborted while a call is running that will fail', { outcomes: [fail(500)], abortAtMs: 100 }, 100, 1],
        ['aborted while waiting', { outcomes: [fail(10)], abortAtMs: 30 }, 30, 1],
        [
          'aborted while waiting for the third call',
          { outcomes: [fail(10)], abortAtMs: 100, rng: [0.5, 0.9] },
          100,
          2,
        ],
      ];
      for (const [what, some, at, calls] of cases) {
        const seen = await play(guest, tools, some);
        requireEnd(tools, seen, 'rejected', at, what);
        tools.equal(seen.report.isReason ?? null, true, `${what}: rejected with signal.reason`);
        tools.equal(seen.calls.length, calls, `${what}: number of calls`);
        tools.equal(seen.report.timersLeft ?? null, 0, `${what}: timers left`);
        tools.equal(seen.report.listenersLeft ?? null, 0, `${what}: listeners left`);
      }
      const done: Array<[string, Partial<Scenario>]> = [
        ['after a success', { outcomes: [fail(10), succeed(10)] }],
        ['after giving up', { outcomes: [fail(10)] }],
      ];
      for (const [what, some] of done) {
        const seen = await play(guest, tools, some);
        tools.equal(seen.report.timersLeft ?? null, 0, `${what}: timers left`);
        tools.equal(seen.report.listenersLeft ?? null, 0, `${what}: listeners left`);
      }
    },
  },
  {
    name: 'last-error',
    title: 'The promise rejects with the very error of the last call',
    weight: 1,
    async run(guest, tools) {
      const outcomes = [
        fail(10, { message: 'first' }),
        fail(10, { message: 'second' }),
        fail(10, { message: 'third' }),
      ];
      for (const throws of [false, true]) {
        const seen = await play(guest, tools, {
          outcomes: outcomes.map((outcome) => ({ ...outcome, throws })),
          maxAttempts: 3,
        });
        tools.equal(
          seen.report.outcome ?? null,
          'rejected',
          throws ? 'op throws: outcome' : 'op rejects: outcome',
        );
        tools.equal(seen.calls.length, 3, 'number of calls');
        tools.equal(seen.report.message ?? null, 'third', 'message of the error');
        tools.equal(seen.report.isLastError ?? null, true, 'whether it is the same object');
        tools.equal(seen.report.cause ?? null, 'socket', 'its own cause');
      }
    },
  },
];

export default checks;
