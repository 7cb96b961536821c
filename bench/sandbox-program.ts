import type { ModuleRun, RunOutcome, Sandbox, Verdict } from '../sandbox/contract.ts';

/** Forty lines of TypeScript as a candidate writes them: a class, generics, closures, a promise, some printing. */
export const fortyLines = `interface Item {
  id: number;
  price: number;
  tags: string[];
}
type Totals = Record<string, number>;

class Cart {
  readonly items: Item[] = [];

  add(item: Item): this {
    this.items.push(item);
    return this;
  }

  total(): number {
    return this.items.reduce((sum, item) => sum + item.price, 0);
  }

  byTag(): Totals {
    const totals: Totals = {};
    for (const item of this.items) {
      for (const tag of item.tags) totals[tag] = (totals[tag] ?? 0) + item.price;
    }
    return totals;
  }
}

async function settle<T>(value: T): Promise<T> {
  await null;
  return value;
}

const cart = new Cart();
for (let id = 0; id < 50; id += 1) cart.add({ id, price: id * 1.5, tags: id % 2 ? ['odd'] : ['even', 'all'] });
const total = await settle(cart.total());
const dearest = [...cart.items].sort((left, right) => right.price - left.price)[0];
console.log('total', total, cart.byTag());
export default { total, dearest: dearest?.id };
`;

export const fortyLinesValue = { total: 1837.5, dearest: 49 };

export function moduleRun(text: string, fairnessKey: string, wallMs = 2_000): ModuleRun {
  return {
    kind: 'module',
    requestId: 'bench',
    fairnessKey,
    realCandidate: false,
    entry: 'program.ts',
    files: [{ path: 'program.ts', text }],
    limits: { wallMs },
  };
}

/** A benchmark measures nothing when the runs it times went wrong. */
export function verdictOf(outcome: RunOutcome, status: Verdict['status'] = 'ok'): Verdict {
  if (outcome.kind === 'failure') throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`);
  if (outcome.verdict.status !== status) {
    throw new Error(
      `${outcome.verdict.status} instead of ${status}: ${outcome.verdict.error?.message ?? ''}`,
    );
  }
  return outcome.verdict;
}

export async function runFortyLines(sandbox: Sandbox, fairnessKey: string): Promise<void> {
  const { value } = verdictOf(await sandbox.run(moduleRun(fortyLines, fairnessKey)));
  if (JSON.stringify(value) !== JSON.stringify(fortyLinesValue))
    throw new Error(`wrong value ${JSON.stringify(value)}`);
}

export async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}
