import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { quantileOf } from '../simulation/core/distribution.ts';
import { keyedRandom, seedKey } from '../simulation/core/keyed-random.ts';
import type { Scenario } from './world-program.ts';

interface Queued {
  body: { id: string; amount: number };
  receipts: number;
  visibleAt: number;
}

interface Asked {
  id: number;
  op: 'receive' | 'ack' | 'get' | 'set' | 'charge';
  args: unknown[];
}

const program = fileURLToPath(new URL('./world-real-process.ts', import.meta.url));
const visibilityMs = 5_000;

/**
 * The same scenario with real timers and real processes: milliseconds until every payment was captured and
 * acknowledged. Throws when one was captured twice.
 */
export async function runInRealTime(scenario: Scenario, seed: number): Promise<number> {
  const random = keyedRandom(seedKey(new Uint8Array(), seed));
  const startedAt = performance.now();
  const queue = new Map<string, Queued>();
  const store = new Map<string, string>();
  const captured = new Map<string, number>();
  const receivers: { ask: Asked; child: ChildProcess; done: boolean }[] = [];
  const children = new Set<ChildProcess>();
  const timers = new Set<NodeJS.Timeout>();
  let acknowledged = 0;
  let crashes = 0;
  let over = false;
  let finish: () => void = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const after = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!over) work();
    }, ms);
    timers.add(timer);
  };
  const answer = (child: ChildProcess, id: number, value: unknown, failed = false) => {
    if (child.connected) child.send({ id, value, failed });
  };
  const serve = () => {
    const now = performance.now();
    for (const receiver of receivers.filter(({ done }) => !done)) {
      const found = [...queue].find(([, { visibleAt }]) => visibleAt <= now);
      if (found === undefined) return;
      const [name, message] = found;
      message.receipts += 1;
      message.visibleAt = now + visibilityMs;
      after(visibilityMs + 1, serve);
      receiver.done = true;
      const given = [{ body: message.body, receipt: `${name}~${message.receipts}` }];
      answer(receiver.child, receiver.ask.id, given);
    }
  };
  const handle = (child: ChildProcess, ask: Asked) => {
    const key = String(ask.args[0]);
    const draw = random.stream(ask.op).next(key);
    if (crashes < scenario.crashes && ask.op !== 'receive' && random.stream('crash').next(key) < 0.04) {
      crashes += 1;
      child.kill('SIGKILL');
      children.delete(child);
      after(2_000, launch);
      return;
    }
    switch (ask.op) {
      case 'receive': {
        const receiver = { ask, child, done: false };
        receivers.push(receiver);
        after(Number(ask.args[0]), () => {
          if (!receiver.done) answer(child, ask.id, []);
          receiver.done = true;
        });
        after(quantileOf({ p50: 3, p99: 20 }, draw), serve);
        return;
      }
      case 'charge':
        after(quantileOf({ p50: 40, p99: 400 }, draw), () => {
          captured.set(key, (captured.get(key) ?? 0) + (store.has(`charge ${key}`) ? 0 : 1));
          store.set(`charge ${key}`, 'done');
          answer(child, ask.id, { status: 201 });
        });
        return;
      case 'ack':
        after(quantileOf({ p50: 3, p99: 20 }, draw), () => {
          const [name = ''] = key.split('~');
          if (queue.delete(name)) acknowledged += 1;
          answer(child, ask.id, true);
          if (acknowledged === scenario.messages) finish();
        });
        return;
      default:
        after(quantileOf({ p50: 0.6, p99: 4 }, draw), () => {
          if (ask.op === 'set') store.set(key, String(ask.args[1]));
          answer(child, ask.id, ask.op === 'set' ? true : (store.get(key) ?? null));
        });
    }
  };
  const launch = () => {
    const child = fork(program, { stdio: 'ignore' });
    children.add(child);
    child.on('message', (ask: Asked) => handle(child, ask));
  };
  for (let index = 0; index < scenario.replicas; index += 1) launch();
  for (let n = 0; n < scenario.messages; n += 1) {
    after(random.stream('arrival at').at(String(n), 0) * scenario.overMs, () => {
      queue.set(`m${n}`, { body: { id: `pay-${n}`, amount: 100 + n }, receipts: 0, visibleAt: 0 });
      serve();
    });
  }
  await finished;
  over = true;
  for (const timer of timers) clearTimeout(timer);
  for (const child of children) child.kill('SIGKILL');
  if ([...captured.values()].some((times) => times !== 1)) throw new Error('a payment was captured twice');
  return performance.now() - startedAt;
}
