import { describe, expect, test } from 'vitest';
import { hostTimePerCheckMaxMs, legOverrunMs, runWallTimeMaxMs } from '../limits.ts';
import { encodeFrame } from '../protocol/frame.ts';
import { type ChecksJob, protocolVersion } from '../protocol/job.ts';
import { VirtualClock } from '../supervisor/simulated/virtual-clock.ts';
import type { Usage, WorkerExit, WorkerPort } from './worker-port.ts';
import { type LegEnd, WorkerSession } from './worker-session.ts';

/** A worker that says exactly what a test tells it to. */
class ScriptedPort implements WorkerPort {
  killed = false;
  usageNow: Usage = { anonymousBytes: 0, cpuMs: 0 };
  readonly #notes: string[] = [];
  #receive: (bytes: Buffer) => void = () => {};
  write(): void {}
  onData(receive: (bytes: Buffer) => void): void {
    this.#receive = receive;
  }
  exit: (exit: WorkerExit) => void = () => {};
  onExit(receive: (exit: WorkerExit) => void): void {
    this.exit = receive;
  }
  kill(): void {
    this.killed = true;
  }
  usage(): Usage {
    return this.usageNow;
  }
  takeNotes(): string[] {
    return this.#notes.splice(0);
  }
  clearNotes(): void {
    this.#notes.length = 0;
  }
  note(message: unknown): void {
    this.#notes.push(JSON.stringify(message));
  }
  say(message: unknown): void {
    this.#receive(encodeFrame(message));
  }
}

const job: ChecksJob = {
  job: 'job',
  kind: 'checks',
  files: [],
  limits: { wallMs: 2_000, cpuMs: 2_000, memoryMb: 64 },
  driver: null,
  checks: '',
  select: 'all',
  stopAfterFailureOf: null,
  from: 0,
  runWallMs: runWallTimeMaxMs,
};
const check = { name: '', title: '', visible: true, weight: 0.01, wallMs: 2_000, cpuMs: 2_000, memoryMb: 64 };
const outcome = {
  passed: false,
  status: 'ok',
  message: '',
  input: null,
  expected: null,
  actual: null,
  error: null,
  wallMs: 0,
  cpuMs: 0,
  memoryBytes: 0,
};

const done = {
  type: 'done',
  status: 'ok',
  error: null,
  value: 'null',
  wallMs: 0,
  cpuMs: 0,
  memoryBytes: 0,
  retire: false,
};

function begin() {
  const clock = new VirtualClock();
  const port = new ScriptedPort();
  const session = new WorkerSession(port, clock);
  port.say({ type: 'ready', protocol: protocolVersion });
  let end: LegEnd | null = null;
  const abort = new AbortController();
  void session.run(job, abort.signal).then((ended) => {
    end = ended;
  });
  port.say({ type: 'plan', job: 'job', checks: Array.from({ length: 100 }, () => check) });
  port.say({ type: 'begun', job: 'job' });
  const told = () => end as LegEnd | null;
  return { clock, port, session, abort, told };
}

describe('a worker is never waited for longer than its job may take', () => {
  test('one that always has just one more check to begin is stopped when the whole run’s time is over', async () => {
    const { clock, port, told } = begin();
    for (let index = 0; index < 100 && told() === null; index += 1) {
      port.say({ type: 'check-begun', job: 'job', index });
      await clock.advance(clock.now() + 1_900);
      if (told() === null) port.say({ type: 'check', job: 'job', index, outcome });
    }
    expect(told()).toMatchObject({ kind: 'killed', status: 'time-limit' });
    expect(clock.now()).toBeLessThan(runWallTimeMaxMs + legOverrunMs + 2_000);
    expect(port.killed).toBe(true);
  });

  test('time of the question’s own code is added, up to a bound', async () => {
    const { clock, port, told } = begin();
    port.say({ type: 'check-begun', job: 'job', index: 0 });
    for (let told = 0; told < 10; told += 1) {
      await clock.advance(clock.now() + 1_500);
      port.say({ type: 'host-time', job: 'job', ms: 1_500 });
    }
    expect(told()).toBeNull();
    await clock.advance(clock.now() + 3_000);
    expect(told()).toMatchObject({ kind: 'killed', status: 'time-limit' });
  });

  test('a worker that claims more of it than there is breaks the rules', () => {
    const { port, told, session } = begin();
    port.say({ type: 'check-begun', job: 'job', index: 0 });
    port.say({ type: 'host-time', job: 'job', ms: hostTimePerCheckMaxMs });
    port.say({ type: 'host-time', job: 'job', ms: 1 });
    expect(session.state).toBe('dead');
    return Promise.resolve().then(() => expect(told()).toMatchObject({ kind: 'bad-frame' }));
  });

  test('one that dawdles where no program runs is stalled, which is ours', async () => {
    const { clock, port, told } = begin();
    port.say({ type: 'check-begun', job: 'job', index: 0 });
    port.say({ type: 'check', job: 'job', index: 0, outcome });
    await clock.advance(clock.now() + 5_000);
    expect(told()).toMatchObject({ kind: 'stalled' });
  });
});

describe('what a worker notes without a word', () => {
  test('is read when it says something, before that', () => {
    const { port, told } = begin();
    port.note({ type: 'check-begun', job: 'job', index: 0 });
    port.note({ type: 'console', job: 'job', lines: [{ level: 'log', text: 'noted', atMs: 1 }] });
    port.note({ type: 'check', job: 'job', index: 0, outcome });
    port.say({ ...done, job: 'job' });
    return Promise.resolve().then(() =>
      expect(told()).toMatchObject({ kind: 'done', transcript: { console: [{ text: 'noted' }] } }),
    );
  });

  test('is read when it is gone', () => {
    const { port, told } = begin();
    port.note({ type: 'check-begun', job: 'job', index: 0 });
    port.note({ type: 'console', job: 'job', lines: [{ level: 'log', text: 'the last', atMs: 1 }] });
    port.exit({ code: null, signal: 'SIGABRT', stderr: '' });
    return Promise.resolve().then(() =>
      expect(told()).toMatchObject({
        kind: 'died',
        transcript: { current: 0, console: [{ text: 'the last' }] },
      }),
    );
  });

  test('gives each check its own time', async () => {
    const { clock, port, told } = begin();
    for (let index = 0; index < 5; index += 1) {
      port.note({ type: 'check-begun', job: 'job', index });
      await clock.advance(clock.now() + 1_900);
      expect(told()).toBeNull();
      port.note({ type: 'check', job: 'job', index, outcome });
    }
    port.note({ type: 'check-begun', job: 'job', index: 5 });
    await clock.advance(clock.now() + 3_000);
    expect(told()).toMatchObject({ kind: 'killed', status: 'time-limit', transcript: { current: 5 } });
  });

  test('breaks the rules where it is no message or one of another job', async () => {
    for (const rubbish of [{ type: 'check-begun', job: 'other', index: 0 }, { type: 'passed' }, 'passed']) {
      const { clock, port, told, session } = begin();
      port.note(rubbish);
      await clock.advance(clock.now() + 20);
      expect(told()).toMatchObject({ kind: 'bad-frame' });
      expect(session.state).toBe('dead');
    }
  });

  test('is forgotten before the next job', async () => {
    const { port, session, told } = begin();
    port.say({ ...done, job: 'job' });
    await Promise.resolve();
    expect(told()).toMatchObject({ kind: 'done' });
    port.note({ type: 'begun', job: 'job' });
    const next = session.run({ ...job, job: 'next' });
    port.say({ type: 'plan', job: 'next', checks: [] });
    port.note({ type: 'begun', job: 'next' });
    port.say({ ...done, job: 'next' });
    expect(await next).toMatchObject({ kind: 'done' });
  });
});

describe('what its processes use is looked at from outside', () => {
  test('memory above the isolate’s share ends the run', async () => {
    const { clock, port, told } = begin();
    port.say({ type: 'check-begun', job: 'job', index: 0 });
    port.usageNow = { anonymousBytes: 300 * 1024 * 1024, cpuMs: 10 };
    await clock.advance(clock.now() + 20);
    expect(told()).toMatchObject({ kind: 'killed', status: 'memory-limit' });
  });

  test('processor time counts from the beginning of the check, not of the worker', async () => {
    const { clock, port, told } = begin();
    port.usageNow = { anonymousBytes: 0, cpuMs: 1_000_000 };
    port.say({ type: 'check-begun', job: 'job', index: 0 });
    await clock.advance(clock.now() + 100);
    expect(told()).toBeNull();
    port.usageNow = { anonymousBytes: 0, cpuMs: 1_003_000 };
    await clock.advance(clock.now() + 20);
    expect(told()).toMatchObject({ kind: 'killed', status: 'time-limit' });
  });
});

test('an abort kills the worker at once', async () => {
  const { clock, port, abort, told } = begin();
  abort.abort();
  await clock.advance(1);
  expect(told()).toMatchObject({ kind: 'aborted' });
  expect(port.killed).toBe(true);
});
