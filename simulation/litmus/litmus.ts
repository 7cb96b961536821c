/**
 * Two sessions, steps in one global order, and what came of it. A step that has to wait leaves its session behind; its
 * later steps follow once it is through. The same litmus runs on the simulated store and on PostgreSQL.
 */
export type Isolation = 'rc' | 'rr' | 'ser';

export type Step =
  | { kind: 'read'; id: string }
  | { kind: 'sum' }
  /** Sets to a value, or adds to what the session read last. */
  | { kind: 'set'; id: string; value: number }
  | { kind: 'setFromRead'; id: string; add: number }
  | { kind: 'increment'; id: string; by: number }
  | { kind: 'insert'; id: string; value: number }
  | { kind: 'lock'; id: string }
  | { kind: 'commit' }
  | { kind: 'rollback' };

export interface Litmus {
  name: string;
  /** Rows of the table `account` at the start: id and value. */
  rows: Readonly<Record<string, number>>;
  steps: readonly (readonly [session: 0 | 1, step: Step])[];
}

/** A value read, a count of rows changed, or an error's code; `ended` for steps of a transaction that had failed. */
export type StepResult = number | null | string;

export interface Observed {
  results: readonly [StepResult[], StepResult[]];
  rows: Record<string, number>;
}

const read = (id: string): Step => ({ kind: 'read', id });
const set = (id: string, value: number): Step => ({ kind: 'set', id, value });
const commit: Step = { kind: 'commit' };
const rollback: Step = { kind: 'rollback' };

export const litmusTests: readonly Litmus[] = [
  {
    name: 'dirty write',
    rows: { x: 0, y: 0 },
    steps: [
      [0, set('x', 1)],
      [1, set('x', 2)],
      [1, set('y', 2)],
      [1, commit],
      [0, set('y', 1)],
      [0, commit],
    ],
  },
  {
    name: 'dirty read',
    rows: { x: 0 },
    steps: [
      [0, set('x', 1)],
      [1, read('x')],
      [0, rollback],
      [1, read('x')],
      [1, commit],
    ],
  },
  {
    name: 'lost update by reading and writing back',
    rows: { x: 10 },
    steps: [
      [0, read('x')],
      [1, read('x')],
      [0, { kind: 'setFromRead', id: 'x', add: 5 }],
      [1, { kind: 'setFromRead', id: 'x', add: 7 }],
      [0, commit],
      [1, commit],
    ],
  },
  {
    name: 'increment in one statement',
    rows: { x: 10 },
    steps: [
      [0, { kind: 'increment', id: 'x', by: 5 }],
      [1, { kind: 'increment', id: 'x', by: 7 }],
      [0, commit],
      [1, commit],
    ],
  },
  {
    name: 'increment after a lock',
    rows: { x: 10 },
    steps: [
      [0, { kind: 'lock', id: 'x' }],
      [1, { kind: 'lock', id: 'x' }],
      [0, { kind: 'setFromRead', id: 'x', add: 5 }],
      [0, commit],
      [1, { kind: 'setFromRead', id: 'x', add: 7 }],
      [1, commit],
    ],
  },
  {
    name: 'read skew',
    rows: { x: 50, y: 50 },
    steps: [
      [0, read('x')],
      [1, set('x', 25)],
      [1, set('y', 75)],
      [1, commit],
      [0, read('y')],
      [0, commit],
    ],
  },
  {
    name: 'read skew that writes',
    rows: { x: 50, y: 50 },
    steps: [
      [0, read('x')],
      [1, set('x', 25)],
      [1, set('y', 75)],
      [1, commit],
      [0, { kind: 'increment', id: 'y', by: 1 }],
      [0, commit],
    ],
  },
  {
    name: 'write skew',
    rows: { x: 1, y: 1 },
    steps: [
      [0, { kind: 'sum' }],
      [1, { kind: 'sum' }],
      [0, set('x', 0)],
      [1, set('y', 0)],
      [0, commit],
      [1, commit],
    ],
  },
  {
    name: 'phantom',
    rows: { x: 1 },
    steps: [
      [0, { kind: 'sum' }],
      [1, { kind: 'insert', id: 'y', value: 5 }],
      [1, commit],
      [0, { kind: 'sum' }],
      [0, commit],
    ],
  },
  {
    name: 'phantoms on both sides',
    rows: { x: 1 },
    steps: [
      [0, { kind: 'sum' }],
      [1, { kind: 'sum' }],
      [0, { kind: 'insert', id: 'a', value: 2 }],
      [1, { kind: 'insert', id: 'b', value: 3 }],
      [0, commit],
      [1, commit],
    ],
  },
  {
    name: 'the same key inserted twice',
    rows: {},
    steps: [
      [0, { kind: 'insert', id: 'k', value: 1 }],
      [1, { kind: 'insert', id: 'k', value: 2 }],
      [0, commit],
      [1, rollback],
    ],
  },
  {
    name: 'the same key, and the first rolls back',
    rows: {},
    steps: [
      [0, { kind: 'insert', id: 'k', value: 1 }],
      [1, { kind: 'insert', id: 'k', value: 2 }],
      [0, rollback],
      [1, commit],
    ],
  },
  {
    name: 'deadlock',
    rows: { x: 0, y: 0 },
    steps: [
      [0, set('x', 1)],
      [1, set('y', 2)],
      [0, set('y', 1)],
      [1, set('x', 2)],
      [0, commit],
      [1, commit],
    ],
  },
];

/** Which of two deadlocked sessions loses depends on whose check comes first: compared without saying whom. */
export function withoutWhom(observed: Observed): unknown {
  const isDeadlock = observed.results.flat().includes('deadlock');
  if (!isDeadlock) return observed;
  return { deadlocks: observed.results.flat().filter((result) => result === 'deadlock').length };
}
