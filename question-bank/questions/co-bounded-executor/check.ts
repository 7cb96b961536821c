import type { Check, CheckTools, Guest } from '../../../sandbox/check-api.ts';
import type { Json } from '../../../sandbox/contract.ts';

interface Job {
  state: string;
  phase: 'waiting' | 'running' | 'done';
  priority: number;
  withSignal: boolean;
  throws: boolean;
}

interface RunOptions {
  priority?: number;
  signal?: boolean;
  abortedBefore?: boolean;
  throws?: boolean;
}

/** Does the same to the answer and to the rules of the prompt, and compares after every step. */
class Play {
  readonly guest: Guest;
  readonly tools: CheckTools;
  readonly max: number;
  readonly queueMax: number;
  readonly jobs: Job[] = [];
  readonly started: number[] = [];
  readonly steps: string[] = [];

  constructor(guest: Guest, tools: CheckTools, max: number, queueMax: number) {
    this.guest = guest;
    this.tools = tools;
    this.max = max;
    this.queueMax = queueMax;
    this.steps.push(`new Limiter(${max}, ${queueMax})`);
  }

  static async begin(guest: Guest, tools: CheckTools, max: number, queueMax: number): Promise<Play> {
    await guest.call('create', max, queueMax);
    return new Play(guest, tools, max, queueMax);
  }

  inPhase(phase: Job['phase']): number[] {
    return this.jobs.flatMap((job, number) => (job.phase === phase ? [number] : []));
  }

  async run(options: RunOptions = {}): Promise<number> {
    const { priority = 0, signal = false, abortedBefore = false, throws = false } = options;
    const number = this.jobs.length;
    const more = `${options.priority === undefined ? '' : `, priority ${priority}`}${throws ? ', throws' : ''}`;
    this.steps.push(`run(job ${number}${more}${abortedBefore ? ', aborted before' : ''})`);
    const calledAtOnce = await this.guest.call(
      'run',
      options.priority ?? null,
      signal,
      abortedBefore,
      throws,
    );

    const job: Job = { state: 'pending', phase: 'waiting', priority, withSignal: signal, throws };
    this.jobs.push(job);
    let free = false;
    if (abortedBefore) this.finish(number, `failed: job ${number} was aborted`);
    else if (this.inPhase('running').length < this.max) {
      free = true;
      this.start(number);
    } else if (this.inPhase('waiting').length > this.queueMax) this.finish(number, 'failed: queue full');
    if (free)
      this.tools.equal(calledAtOnce, true, `job ${number}: whether its task was called before run returned`);
    await this.compare();
    return number;
  }

  async end(number: number, well = true): Promise<void> {
    this.steps.push(`job ${number} ${well ? 'ends' : 'fails'}`);
    await this.guest.call('end', number, well);
    this.finish(number, well ? `got value of job ${number}` : `failed: job ${number} failed`);
    this.startNext();
    await this.compare();
  }

  async abort(number: number): Promise<void> {
    this.steps.push(`job ${number} is aborted`);
    await this.guest.call('abort', number);
    if (this.jobs[number]?.phase === 'waiting') this.finish(number, `failed: job ${number} was aborted`);
    await this.compare();
  }

  start(number: number): void {
    const job = this.jobs[number];
    if (!job) return;
    this.started.push(number);
    job.phase = 'running';
    if (!job.throws) return;
    this.finish(number, `failed: job ${number} threw`);
    this.startNext();
  }

  startNext(): void {
    const waiting = this.inPhase('waiting');
    const best = Math.max(...waiting.map((number) => this.jobs[number]?.priority ?? 0));
    const next = waiting.find((number) => this.jobs[number]?.priority === best);
    if (next !== undefined && this.inPhase('running').length < this.max) this.start(next);
  }

  finish(number: number, state: string): void {
    const job = this.jobs[number];
    if (!job) return;
    job.phase = 'done';
    job.state = state;
  }

  async compare(): Promise<void> {
    const seen = await this.guest.call('observe');
    if (typeof seen !== 'object' || seen === null || Array.isArray(seen))
      this.tools.fail('nothing was observed');
    const { tools, steps } = this;
    const after = `after "${steps.at(-1)}"`;
    const input = [steps[0] ?? '', ...steps.slice(1).slice(-8)];
    tools.assert(Number(seen.maxRunning) <= this.max, `${after}: too many tasks ran at the same time`, {
      input,
      expected: `at most ${this.max}`,
      actual: seen.maxRunning ?? null,
    });
    tools.equal(
      seen.started ?? null,
      [...this.started],
      `${after}: jobs in the order they were started`,
      input,
    );
    tools.equal(
      seen.states ?? null,
      this.jobs.map((job) => job.state),
      `${after}: what the callers got`,
      input,
    );
    const listeners: Json[] = Array.isArray(seen.listeners) ? seen.listeners : [];
    this.jobs.forEach((job, number) => {
      if (job.phase === 'waiting') return;
      tools.assert(listeners[number] === 0, `${after}: a listener is left on the signal of job ${number}`, {
        input,
      });
    });
  }
}

const checks: Check[] = [
  {
    name: 'example',
    title: 'The example of the text',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const play = await Play.begin(guest, tools, 2, 2);
      await play.run();
      await play.run();
      await play.run();
      await play.run({ priority: 5 });
      await play.run();
      await play.end(1);
      await play.end(3, false);
      await play.end(2);
      await play.end(0);
    },
  },
  {
    name: 'results',
    title: 'Values and errors of tasks reach their callers',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const play = await Play.begin(guest, tools, 1, 5);
      await play.run();
      await play.run();
      await play.run();
      await play.end(0);
      await play.end(1, false);
      await play.end(2);
    },
  },
  {
    name: 'limit',
    title: 'Never more than max tasks at the same time',
    weight: 2,
    async run(guest, tools) {
      for (const max of [1, 3, 8]) {
        const play = await Play.begin(guest, tools, max, 40);
        for (let job = 0; job < max + 20; job += 1) await play.run({ signal: true });
        for (let round = 0; round < 12; round += 1) {
          const [first] = play.inPhase('running');
          if (first !== undefined) await play.end(first, round % 3 > 0);
          if (round % 4 === 0) await play.run();
        }
      }
    },
  },
  {
    name: 'work-conserving',
    title: 'No slot is idle while a task waits',
    weight: 3,
    async run(guest, tools) {
      const play = await Play.begin(guest, tools, 3, 50);
      for (let job = 0; job < 30; job += 1) await play.run();
      // Job 0 is slow; all others must go past it through the other two slots.
      for (let round = 0; round < 29; round += 1) {
        const last = play.inPhase('running').at(-1);
        if (last !== undefined && last !== 0) await play.end(last);
      }
      tools.equal(play.inPhase('running'), [0], 'jobs still running');
      await play.run();
      await play.end(0);
      await play.end(30);
    },
  },
  {
    name: 'slot-freed',
    title: 'A slot is free again however its task ends',
    weight: 2,
    async run(guest, tools) {
      const play = await Play.begin(guest, tools, 2, 30);
      await play.run({ throws: true });
      await play.run({ throws: true });
      await play.run({ throws: true });
      await play.run();
      await play.run();
      await play.run({ throws: true });
      await play.run({ throws: true, signal: true });
      await play.run();
      await play.run();
      await play.end(3, false);
      await play.end(4, false);
      await play.end(7, false);
      await play.end(8);
      await play.run();
      await play.run();
    },
  },
  {
    name: 'queue-full',
    title: 'Exactly queueMax tasks wait, the next is refused at once',
    weight: 2,
    async run(guest, tools) {
      for (const queueMax of [0, 1, 4]) {
        const play = await Play.begin(guest, tools, 2, queueMax);
        for (let job = 0; job < queueMax + 5; job += 1) await play.run({ priority: job % 3 });
        const [first] = play.inPhase('running');
        if (first !== undefined) await play.end(first);
        await play.run();
        await play.run({ priority: 9 });
      }
    },
  },
  {
    name: 'order',
    title: 'Higher priority first, within one priority the order of the calls',
    weight: 2,
    async run(guest, tools) {
      const random = tools.random(606);
      const play = await Play.begin(guest, tools, 1, 100);
      for (let job = 0; job < 40; job += 1) await play.run({ priority: random.int(0, 9) });
      for (let round = 0; round < 60; round += 1) {
        const [running] = play.inPhase('running');
        if (running !== undefined) await play.end(running);
        if (round < 25) await play.run(random.next() < 0.3 ? {} : { priority: random.int(0, 9) });
      }
    },
  },
  {
    name: 'cancel',
    title: 'A waiting task that is aborted leaves at once and never runs',
    weight: 3,
    async run(guest, tools) {
      const play = await Play.begin(guest, tools, 1, 3);
      await play.run({ signal: true });
      await play.run({ signal: true });
      await play.run({ signal: true });
      await play.run({ signal: true });
      await play.abort(1);
      // There is room for one more, and only one.
      await play.run({ signal: true });
      await play.run({ signal: true });
      // A running task is not touched.
      await play.abort(0);
      await play.abort(2);
      await play.end(0);
      await play.abort(3);
      await play.end(3);
      await play.end(4);
      await play.run({ signal: true, abortedBefore: true });
      await play.run();
      await play.run({ signal: true });
      await play.abort(8);
      await play.end(7);
      await play.run();
    },
  },
  {
    name: 'any-schedule',
    title: 'Random schedules of calls, ends and aborts',
    weight: 2,
    async run(guest, tools) {
      const random = tools.random(8_128);
      for (let round = 0; round < 6; round += 1) {
        const play = await Play.begin(guest, tools, random.int(1, 4), random.int(0, 6));
        for (let step = 0; step < 80; step += 1) {
          const dice = random.next();
          const running = play.inPhase('running');
          const withSignal = play.jobs.flatMap((job, number) => (job.withSignal ? [number] : []));
          if (dice < 0.5) {
            await play.run({
              priority: random.int(0, 3),
              signal: random.next() < 0.7,
              abortedBefore: false,
              throws: random.next() < 0.15,
            });
          } else if (dice < 0.75 && running.length > 0)
            await play.end(random.pick(running), random.next() < 0.6);
          else if (withSignal.length > 0) await play.abort(random.pick(withSignal));
        }
      }
    },
  },
  {
    name: 'many-waiters',
    title: '30,000 waiting tasks, half of them aborted, are still cheap',
    weight: 2,
    limits: { wallMs: 12_000, cpuMs: 5_000 },
    async run(guest, tools) {
      const count = 30_000;
      const seed = 42;
      const report = await guest.call('crowd', count, seed);
      const lanes: number[][] = Array.from({ length: 10 }, () => []);
      let state = seed;
      for (let index = 0; index < count; index += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        if ((count - 1 - index) % 2 === 0) continue;
        lanes[Math.floor((state / 4294967296) * 10)]?.push(index);
      }
      const order = lanes.reverse().flat();
      const checksum = order.reduce((sum, index) => (Math.imul(sum, 16777619) ^ index) >>> 0, 0);
      tools.equal(
        report,
        { ran: count / 2, aborted: count / 2, checksum },
        'tasks run, tasks aborted, order of the runs',
      );
    },
  },
];

export default checks;
