import type { Check, CheckTools, Guest } from '../../../sandbox/check-api.ts';
import type { Json } from '../../../sandbox/contract.ts';

interface Load {
  key: string;
  by: number;
  aborted: boolean;
  open: boolean;
  waiting: Set<number>;
}

/** The rules of the prompt: what every caller and every load must look like after each step. */
class Model {
  readonly callers: string[] = [];
  readonly withSignal: boolean[] = [];
  readonly loads: Load[] = [];

  call(key: string, withSignal: boolean, mode: 'hold' | 'throw', abortedBefore: boolean): void {
    const number = this.callers.length;
    this.withSignal.push(withSignal);
    if (abortedBefore) {
      this.callers.push(`failed: caller ${number} left`);
      return;
    }
    this.callers.push('waiting');
    const current = this.loads.find((load) => load.key === key && load.open && load.waiting.size > 0);
    if (current) {
      current.waiting.add(number);
      return;
    }
    const load = { key, by: number, aborted: false, open: true, waiting: new Set([number]) };
    this.loads.push(load);
    if (mode === 'throw') this.end(load, `failed: loader of ${number} threw`);
  }

  abort(number: number): void {
    if (this.callers[number] !== 'waiting' || !this.withSignal[number]) return;
    this.callers[number] = `failed: caller ${number} left`;
    const load = this.loads.find((one) => one.waiting.has(number));
    if (!load) return;
    load.waiting.delete(number);
    if (load.waiting.size === 0) load.aborted = true;
  }

  settle(index: number, well: boolean): void {
    const load = this.loads[index];
    if (load) this.end(load, well ? `got value of load ${index}` : `failed: load ${index} failed`);
  }

  end(load: Load, state: string): void {
    load.open = false;
    for (const number of load.waiting) this.callers[number] = state;
    load.waiting.clear();
  }
}

/** Does the same to the answer and to the model, and compares after every step. */
class Play {
  readonly model = new Model();
  readonly guest: Guest;
  readonly tools: CheckTools;
  readonly steps: string[] = [];

  constructor(guest: Guest, tools: CheckTools) {
    this.guest = guest;
    this.tools = tools;
  }

  async call(
    key: string,
    kind: 'plain' | 'signal' | 'aborted' = 'signal',
    mode: 'hold' | 'throw' = 'hold',
  ): Promise<void> {
    const withSignal = kind !== 'plain';
    await this.callWithoutLooking(key, withSignal, mode, kind === 'aborted');
    await this.compare();
  }

  async callWithoutLooking(
    key: string,
    withSignal = true,
    mode: 'hold' | 'throw' = 'hold',
    aborted = false,
  ): Promise<void> {
    this.steps.push(
      `caller ${this.model.callers.length}: load('${key}')${aborted ? ', aborted before' : ''}`,
    );
    await this.guest.call('call', key, withSignal, mode, aborted);
    this.model.call(key, withSignal, mode, aborted);
  }

  async abort(number: number): Promise<void> {
    this.steps.push(`caller ${number} is aborted`);
    await this.guest.call('abort', number);
    this.model.abort(number);
    await this.compare();
  }

  async settle(load: number, well: boolean): Promise<void> {
    this.steps.push(`load ${load} ${well ? 'succeeds' : 'fails'}`);
    await this.guest.call('settle', load, well);
    this.model.settle(load, well);
    await this.compare();
  }

  async compare(): Promise<void> {
    const seen = await this.guest.call('observe');
    if (typeof seen !== 'object' || seen === null || Array.isArray(seen))
      this.tools.fail('nothing was observed');
    const { tools, model, steps } = this;
    const input = steps.slice(-8);
    const loads: Json = model.loads.map(({ key, by, aborted }) => ({ key, by, aborted }));
    tools.equal(seen.callers ?? null, [...model.callers], `after "${steps.at(-1)}", callers`, input);
    tools.equal(seen.loads ?? null, loads, `after "${steps.at(-1)}", loads that were started`, input);
    const listeners = Array.isArray(seen.listeners) ? seen.listeners : [];
    model.callers.forEach((state, number) => {
      if (state === 'waiting') return;
      tools.assert(
        listeners[number] === 0,
        `a listener is left on the signal of caller ${number}, which is done`,
        { input },
      );
    });
  }
}

const checks: Check[] = [
  {
    name: 'shared',
    title: 'Callers of the same key at the same time share one load',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const play = new Play(guest, tools);
      await play.callWithoutLooking('a');
      await play.callWithoutLooking('a');
      await play.call('a', 'plain');
      await play.settle(0, true);
    },
  },
  {
    name: 'keys-apart',
    title: 'Different keys are loaded apart, and a finished key is loaded again',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const play = new Play(guest, tools);
      await play.call('a');
      await play.call('b');
      await play.settle(1, true);
      await play.settle(0, true);
      await play.call('a');
      await play.settle(2, true);
    },
  },
  {
    name: 'contagion',
    title: "One caller's abort does not reach the others",
    weight: 3,
    async run(guest, tools) {
      const play = new Play(guest, tools);
      for (const leaver of [0, 1, 2]) {
        const first = play.model.callers.length;
        for (let caller = 0; caller < 3; caller += 1) await play.call(`key ${leaver}`);
        await play.abort(first + leaver);
        await play.settle(play.model.loads.length - 1, leaver !== 1);
      }
    },
  },
  {
    name: 'duplicate-loads',
    title: 'Never two loads of one key at the same time',
    weight: 2,
    async run(guest, tools) {
      const play = new Play(guest, tools);
      for (let caller = 0; caller < 40; caller += 1) await play.callWithoutLooking('a', caller % 3 > 0);
      await play.compare();
      for (let caller = 0; caller < 10; caller += 1) await play.call('a');
      await play.abort(1);
      await play.call('a');
      await play.settle(0, false);
      await play.callWithoutLooking('a');
      await play.call('a', 'plain');
      await play.settle(1, true);
    },
  },
  {
    name: 'sticky-error',
    title: 'A failure reaches those who wait and nobody after them',
    weight: 2,
    async run(guest, tools) {
      const play = new Play(guest, tools);
      for (let round = 0; round < 4; round += 1) {
        await play.call('a');
        await play.call('a', 'plain');
        await play.settle(round, round === 3);
      }
    },
  },
  {
    name: 'sync-throw',
    title: 'A loader that throws is a load that failed',
    weight: 1,
    async run(guest, tools) {
      const play = new Play(guest, tools);
      await play.call('a', 'signal', 'throw');
      await play.call('a', 'plain', 'throw');
      await play.call('a');
      await play.settle(2, true);
    },
  },
  {
    name: 'last-abort',
    title: 'When everybody has gone, the load is told to stop',
    weight: 2,
    async run(guest, tools) {
      const play = new Play(guest, tools);
      await play.call('a');
      await play.call('a');
      await play.abort(0);
      await play.abort(1);
      await play.call('b');
      await play.call('b', 'plain');
      await play.abort(2);
      await play.settle(1, true);
      await play.call('c', 'aborted');
      await play.call('c');
      await play.call('c', 'aborted');
      await play.settle(2, true);
      // An abort after the end is nobody's business.
      await play.abort(6);
    },
  },
  {
    name: 'fresh-after-abort',
    title: 'Who comes after the last abort gets a fresh load, undisturbed by the old one',
    weight: 3,
    async run(guest, tools) {
      const play = new Play(guest, tools);
      await play.call('a');
      await play.abort(0);
      await play.call('a');
      await play.settle(0, false);
      await play.call('a');
      await play.settle(1, true);
      await play.call('a');
      await play.abort(3);
      await play.call('a');
      await play.settle(2, true);
      await play.call('a');
      await play.abort(4);
      await play.abort(5);
      await play.call('a');
      await play.settle(4, true);
    },
  },
  {
    name: 'any-schedule',
    title: 'Random schedules of callers, aborts and results',
    weight: 3,
    async run(guest, tools) {
      const random = tools.random(3_301);
      const play = new Play(guest, tools);
      for (let step = 0; step < 500; step += 1) {
        const dice = random.next();
        const waiting = play.model.callers.flatMap((state, number) => (state === 'waiting' ? [number] : []));
        const open = play.model.loads.flatMap((load, index) => (load.open ? [index] : []));
        if (dice < 0.45 || (waiting.length === 0 && open.length === 0)) {
          const kind = random.pick(['signal', 'signal', 'signal', 'plain', 'aborted'] as const);
          await play.call(random.pick(['a', 'b', 'c']), kind, random.next() < 0.08 ? 'throw' : 'hold');
        } else if (dice < 0.75 && waiting.length > 0) {
          await play.abort(random.pick(waiting));
        } else if (open.length > 0) {
          await play.settle(random.pick(open), random.next() < 0.7);
        }
      }
    },
  },
  {
    name: 'no-residue',
    title: '100,000 keys leave neither memory nor listeners behind',
    weight: 2,
    async run(guest, tools) {
      const report = await guest.call('loadMany', 100_000);
      tools.equal(
        report,
        { right: 100_000, listeners: 0 },
        'right values, and listeners left on the one signal',
      );
    },
  },
];

export default checks;
