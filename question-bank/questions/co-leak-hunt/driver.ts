import { Pipeline } from './solution.ts';

let now = 0;
let order = 0;
const timers = new Map<number, { at: number; run: () => void }>();
const listeners = new Set<() => void>();
let profileLoads = 0;
const answers: Array<{ state: string; body: string }> = [];
const started: string[] = [];
const held = new Map<
  string,
  { resolve: (response: { status: number; body: string }) => void; reject: (error: unknown) => void }
>();
let holding = true;

const clock = {
  now: () => now,
  after(ms: number, run: () => void) {
    order += 1;
    const number = order;
    timers.set(number, { at: now + ms, run });
    return () => {
      timers.delete(number);
    };
  },
};
const bus = {
  on(_event: string, listener: () => void) {
    const entry = () => listener();
    listeners.add(entry);
    return () => {
      listeners.delete(entry);
    };
  },
};
const backend = {
  async loadProfile(tier: string) {
    profileLoads += 1;
    return { tier, greeting: `hello ${tier}` };
  },
  answer(request: { account: string; url: string; body: string }, profile: { greeting: string }) {
    if (!holding) return Promise.resolve({ status: 200, body: `${profile.greeting} ${request.body}` });
    started.push(`${request.account} ${request.url}`);
    return new Promise<{ status: number; body: string }>((resolve, reject) => {
      held.set(`${request.account} ${request.url}`, { resolve, reject });
    });
  },
};

const pipeline = new Pipeline({ bus, clock, backend, timeoutMs: 60_000 });

async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await null;
}

/** Sends a request; its number is its place in `observe().answers`. */
export async function send(account: string, tier: string, url: string, body: string): Promise<number> {
  const number = answers.length;
  const answer = { state: 'open', body: '' };
  answers.push(answer);
  pipeline.handle({ account, tier, url, body }).then(
    (response) => {
      answer.state = String(response?.status);
      answer.body = String(response?.body);
    },
    (error) => {
      answer.state = `rejected: ${error?.message ?? error}`;
    },
  );
  await settle();
  return number;
}

/** Lets the backend answer a request that it holds, named by account and url. */
export async function answer(account: string, url: string, status: number | null): Promise<void> {
  const waiting = held.get(`${account} ${url}`);
  if (status === null) waiting?.reject(new Error(`backend broke at ${url}`));
  else waiting?.resolve({ status, body: `answer to ${url}` });
  await settle();
}

export async function advance(ms: number): Promise<void> {
  const until = now + ms;
  for (;;) {
    const due = [...timers]
      .filter(([, timer]) => timer.at <= until)
      .sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
    if (!due) break;
    timers.delete(due[0]);
    now = due[1].at;
    due[1].run();
    await settle();
  }
  now = until;
}

export async function shutdown(): Promise<void> {
  for (const listener of [...listeners]) listener();
  await settle();
}

export function observe(): unknown {
  return {
    answers: answers.map(({ state, body }) => (state === 'open' ? state : `${state} ${body}`)),
    started,
    metrics: pipeline.metrics(),
    recent: pipeline.recent(),
    timers: timers.size,
    listeners: listeners.size,
    profileLoads,
  };
}

/** Many requests, answered at once; half of a millisecond passes between two. */
export async function flood(count: number, tiers: number): Promise<unknown> {
  holding = false;
  let right = 0;
  for (let index = 0; index < count; index += 1) {
    const body = `${index}`.padEnd(1_000, '.');
    const url = `/orders/${index}?session=${`${index}`.padStart(600, '0')}`;
    const response = await pipeline.handle({
      account: `account ${index}`,
      tier: `tier ${index % tiers}`,
      url,
      body,
    });
    if (response.status === 200 && response.body.startsWith(`hello tier ${index % tiers} ${index}.`))
      right += 1;
    now += 0.5;
  }
  holding = true;
  await settle();
  return { right, metrics: pipeline.metrics(), recent: pipeline.recent(), profileLoads };
}
