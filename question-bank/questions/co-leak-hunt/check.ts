import type { Check, CheckTools, Guest } from '../../../sandbox/check-api.ts';
import type { Json } from '../../../sandbox/contract.ts';

interface Seen {
  answers: Json[];
  started: Json[];
  metrics: Json;
  recent: Json;
  timers: number;
  listeners: number;
  profileLoads: number;
}

async function observe(guest: Guest, tools: CheckTools): Promise<Seen> {
  const seen = await guest.call('observe');
  if (typeof seen !== 'object' || seen === null || Array.isArray(seen))
    return tools.fail('nothing was observed');
  return {
    answers: Array.isArray(seen.answers) ? seen.answers : [],
    started: Array.isArray(seen.started) ? seen.started : [],
    metrics: seen.metrics ?? null,
    recent: seen.recent ?? null,
    timers: Number(seen.timers),
    listeners: Number(seen.listeners),
    profileLoads: Number(seen.profileLoads),
  };
}

const numbers = (count: number, failed: number, totalMs: number) => ({ count, failed, totalMs });

const checks: Check[] = [
  {
    name: 'answers',
    title: 'Requests are answered and counted as before',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      await guest.call('send', 'acme', 'gold', '/orders/1?page=2', 'x');
      await guest.call('advance', 30);
      await guest.call('answer', 'acme', '/orders/1?page=2', 200);
      await guest.call('send', 'acme', 'gold', '/orders/2', 'x');
      await guest.call('answer', 'acme', '/orders/2', null);
      const seen = await observe(guest, tools);
      tools.equal(
        seen.answers,
        ['200 answer to /orders/1?page=2', '500 backend broke at /orders/2'],
        'answers',
      );
      tools.equal(seen.metrics, { '/orders/:id': numbers(2, 1, 30) }, 'metrics');
      tools.equal(seen.recent, ['acme /orders/:id 200', 'acme /orders/:id 500'], 'recent requests');
    },
  },
  {
    name: 'timeout',
    title: 'A slow request is answered 504, and the next one of its account goes on',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      await guest.call('send', 'acme', 'gold', '/slow', 'four');
      await guest.call('send', 'acme', 'gold', '/next', 'x');
      await guest.call('advance', 59_999);
      tools.equal(
        (await observe(guest, tools)).answers,
        ['open', 'open'],
        'answers one millisecond before the timeout',
      );
      await guest.call('advance', 1);
      const after = await observe(guest, tools);
      tools.equal(after.answers, ['504 timeout: acme /slow 4', 'open'], 'answers at the timeout');
      tools.equal(after.started, ['acme /slow', 'acme /next'], 'requests that reached the backend');
      // The second one waited for 60 seconds; its own time begins now.
      await guest.call('advance', 59_000);
      await guest.call('answer', 'acme', '/slow', 200);
      await guest.call('answer', 'acme', '/next', 201);
      const end = await observe(guest, tools);
      tools.equal(end.answers, ['504 timeout: acme /slow 4', '201 answer to /next'], 'answers at the end');
      tools.equal(end.metrics, { '/slow': numbers(1, 1, 60_000), '/next': numbers(1, 0, 59_000) }, 'metrics');
    },
  },
  {
    name: 'ordering',
    title: "One account's requests run one after another, different accounts side by side",
    weight: 1,
    async run(guest, tools) {
      for (const url of ['/a', '/b', '/c']) {
        await guest.call('send', 'acme', 'gold', url, 'x');
        await guest.call('send', 'other', 'gold', url, 'x');
      }
      tools.equal(
        (await observe(guest, tools)).started,
        ['acme /a', 'other /a'],
        'running: the first of each account',
      );
      await guest.call('answer', 'other', '/a', 200);
      tools.equal(
        (await observe(guest, tools)).started,
        ['acme /a', 'other /a', 'other /b'],
        'after other /a was answered',
      );
      await guest.call('answer', 'acme', '/a', null);
      await guest.call('send', 'acme', 'gold', '/d', 'x');
      const expected = ['acme /a', 'other /a', 'other /b', 'acme /b'];
      tools.equal(
        (await observe(guest, tools)).started,
        expected,
        'after acme /a failed and another one came',
      );
      await guest.call('answer', 'acme', '/b', 200);
      await guest.call('answer', 'acme', '/c', 200);
      await guest.call('answer', 'acme', '/d', 200);
      await guest.call('answer', 'other', '/b', 200);
      await guest.call('answer', 'other', '/c', 200);
      await guest.call('send', 'acme', 'gold', '/e', 'x');
      await guest.call('send', 'acme', 'gold', '/f', 'x');
      const seen = await observe(guest, tools);
      tools.equal(
        seen.started,
        [...expected, 'acme /c', 'acme /d', 'other /c', 'acme /e'],
        'all requests in the order they ran',
      );
      tools.assert(
        seen.answers.slice(0, 7).every((answer) => answer !== 'open'),
        'a request was not answered',
        { actual: seen.answers },
      );
    },
  },
  {
    name: 'shutdown',
    title: 'Open requests are answered 503 when the service shuts down',
    weight: 1,
    async run(guest, tools) {
      await guest.call('send', 'acme', 'gold', '/a', 'abc');
      await guest.call('send', 'other', 'gold', '/b/7', '');
      await guest.call('send', 'acme', 'gold', '/c', 'x');
      await guest.call('shutdown');
      const seen = await observe(guest, tools);
      tools.equal(
        seen.answers,
        ['503 shutting down: acme /a 3', '503 shutting down: other /b/:id 0', 'open'],
        'running requests are answered, the one that waited takes its turn',
      );
      tools.equal(seen.started, ['acme /a', 'other /b/7', 'acme /c'], 'requests that reached the backend');
      await guest.call('answer', 'acme', '/c', 200);
      await guest.call('send', 'acme', 'gold', '/d', 'x');
      await guest.call('shutdown');
      tools.equal(
        (await observe(guest, tools)).answers.slice(2),
        ['200 answer to /c', '503 shutting down: acme /d 1'],
        'a second shutdown',
      );
    },
  },
  {
    name: 'metrics',
    title: 'The numbers per route are what they were',
    weight: 1,
    async run(guest, tools) {
      const urls = [
        '/orders/1',
        '/orders/2?x=1',
        '/users/3/orders/4',
        '/users/5/orders/6?y',
        '/health',
        '/health?deep',
        '/v1/x7',
        '/',
        '',
      ];
      for (let round = 0; round < 3; round += 1) {
        for (const url of urls) {
          await guest.call('send', 'acme', 'gold', url, 'x');
          await guest.call('advance', 10);
          if (round < 2)
            await guest.call('answer', 'acme', url, round === 1 && url.startsWith('/orders') ? 503 : 200);
          else await guest.call('answer', 'acme', url, url === '/health' ? null : 404);
        }
      }
      await guest.call('send', 'acme', 'gold', '/still-open', 'x');
      const seen = await observe(guest, tools);
      tools.equal(
        seen.metrics,
        {
          '/orders/:id': numbers(6, 2, 60),
          '/users/:id/orders/:id': numbers(6, 0, 60),
          '/health': numbers(6, 1, 60),
          '/v1/x7': numbers(3, 0, 30),
          '/': numbers(3, 0, 30),
          '': numbers(3, 0, 30),
        },
        'metrics',
      );
    },
  },
  {
    name: 'kept-data',
    title: 'Profiles are still cached, recent requests still listed',
    weight: 1,
    limits: { memoryMb: 64 },
    async run(guest, tools) {
      const first = await guest.call('flood', 3_000, 50);
      const recent = Array.from({ length: 20 }, (_, index) => `account ${2_980 + index} /orders/:id 200`);
      if (typeof first !== 'object' || first === null || Array.isArray(first))
        return tools.fail('there was no result');
      tools.equal(first.right ?? null, 3_000, 'requests answered as before');
      tools.equal(first.profileLoads ?? null, 50, 'profiles loaded for 3,000 requests of 50 tiers');
      tools.equal(first.recent ?? null, recent, 'recent requests');
    },
  },
  {
    name: 'listeners',
    title: 'No listener is left when a request has been answered',
    weight: 4,
    async run(guest, tools) {
      const seen = await endInEveryWay(guest, tools);
      tools.equal(
        seen.listeners,
        0,
        'listeners on the bus after a success, a failure, a timeout and a shutdown',
      );
      await guest.call('send', 'acme', 'gold', '/open', 'x');
      await guest.call('send', 'acme', 'gold', '/waits', 'x');
      const open = (await observe(guest, tools)).listeners;
      tools.assert(open <= 2, 'listeners while one request runs and one waits', {
        expected: 'one or two',
        actual: open,
      });
    },
  },
  {
    name: 'timers',
    title: 'No timer is left when a request has been answered',
    weight: 4,
    async run(guest, tools) {
      const seen = await endInEveryWay(guest, tools);
      tools.equal(seen.timers, 0, 'timers after a success, a failure, a timeout and a shutdown');
    },
  },
  {
    name: 'memory',
    title: '60,000 requests pass through a heap of 32 MB',
    weight: 10,
    limits: { memoryMb: 32, wallMs: 12_000, cpuMs: 10_000 },
    async run(guest, tools) {
      const seen = await guest.call('flood', 60_000, 40);
      if (typeof seen !== 'object' || seen === null || Array.isArray(seen))
        return tools.fail('there was no result');
      tools.equal(seen.right ?? null, 60_000, 'requests answered as before');
      tools.equal(seen.metrics ?? null, { '/orders/:id': numbers(60_000, 0, 0) }, 'metrics');
      tools.equal(seen.profileLoads ?? null, 40, 'profiles loaded for 40 tiers');
      await endInEveryWay(guest, tools);
    },
  },
];

/**
 * One account's requests end in every way while another account waits for the backend. All must end as they did
 * before: a leak is not fixed by dropping what leaked.
 */
async function endInEveryWay(guest: Guest, tools: CheckTools): Promise<Seen> {
  const before = await observe(guest, tools);
  const send = (account: string, url: string) => guest.call('send', account, 'gold', url, 'x');
  for (const url of ['/good', '/bad', '/slow', '/cut']) await send('every way', url);
  await send('beside', '/side');
  await guest.call('advance', 10);
  await guest.call('answer', 'every way', '/good', 200);
  await send('every way', '/last');
  await guest.call('answer', 'every way', '/bad', null);
  await guest.call('answer', 'beside', '/side', 200);
  await guest.call('advance', 60_000);
  await guest.call('shutdown');
  await guest.call('advance', 10);
  await guest.call('answer', 'every way', '/last', 200);
  const seen = await observe(guest, tools);
  tools.equal(
    seen.started.slice(before.started.length),
    [
      'every way /good',
      'beside /side',
      ...['/bad', '/slow', '/cut', '/last'].map((url) => `every way ${url}`),
    ],
    'the order in which requests of two accounts ran',
  );
  tools.equal(
    seen.answers.slice(before.answers.length),
    [
      '200 answer to /good',
      '500 backend broke at /bad',
      '504 timeout: every way /slow 1',
      '503 shutting down: every way /cut 1',
      '200 answer to /side',
      '200 answer to /last',
    ],
    'answers to a success, a failure, a timeout, a shutdown and two successes',
  );
  return seen;
}

export default checks;
