/** For tests: sandbox and lab that remember what they were asked, and answer with more than anybody may see. */
import type {
  CheckResult,
  RunRequest,
  SandboxFailure,
  Verdict,
  WorldResult,
  WorldRunRequest,
} from '../../../sandbox/contract.ts';
import type { GradeRequest, LabVerdict } from '../../../sandbox/lab/contract.ts';
import type { Runners } from './run-copy.ts';

/** Stands in all that no candidate is ever told. */
export const unseen = 'HELD-OUT';
/** Of the seeds that are asked for, this one fails. */
export const failingSeed = 3;

export interface FakeRunners extends Runners {
  code: RunRequest[];
  worlds: WorldRunRequest[];
  sql: GradeRequest[];
}

/** With `full`, every one of them is. */
export function fakeRunners({ full = false } = {}): FakeRunners {
  const code: RunRequest[] = [];
  const worlds: WorldRunRequest[] = [];
  const sql: GradeRequest[] = [];
  const overloaded = {
    kind: 'failure',
    failure: { code: 'overloaded', message: 'at /srv/host', requestId: 'r', retryAfterMs: 900 },
  } as const satisfies { kind: 'failure'; failure: SandboxFailure };
  return {
    code,
    worlds,
    sql,
    sandbox: {
      async run(request) {
        code.push(request);
        return full ? overloaded : { kind: 'verdict', confinement: 'bubblewrap', verdict: verdict(request) };
      },
      async runWorld(request) {
        worlds.push(request);
        return full ? overloaded : { kind: 'world', confinement: 'bubblewrap', result: worldResult(request) };
      },
      health: () => Promise.reject(new Error('not asked here')),
      close: () => Promise.resolve(),
    },
    lab: {
      async grade(request) {
        sql.push(request);
        return full ? overloaded : { kind: 'ok', value: labVerdict() };
      },
    },
  };
}

function verdict({ files }: RunRequest): Verdict {
  const console = files.map(({ text }): Verdict['console'][number] => ({ level: 'log', text, atMs: 1 }));
  const used = { wallMs: 2, cpuMs: 2, memoryBytes: 1_000 };
  return { status: 'ok', error: null, value: null, checks: [check('seen'), check(unseen)], console, ...used };
}

function labVerdict(): LabVerdict {
  const checks = [check('seen'), check(unseen)].map((one) => ({ ...one, measures: [] }));
  return { status: 'ok', error: null, errorFile: null, checks, wallMs: 2 };
}

function check(name: string): CheckResult {
  const visible = name !== unseen;
  return {
    ...{ name, title: name, visible, weight: 0.5, passed: visible, status: 'ok', message: name },
    ...{ input: name, expected: name, actual: name, wallMs: 1, cpuMs: 1 },
  };
}

function worldResult({ seeds, wantTrace }: WorldRunRequest): WorldResult {
  return {
    ...{ status: 'ok', error: null, wallMs: 5, cpuMs: 5, memoryBytes: 1, faultBudget: [unseen] },
    seeds: seeds.map((seed): WorldResult['seeds'][number] => {
      const passed = seed !== failingSeed;
      const invariants = [{ name: 'once', held: passed, message: passed ? '' : 'twice', witnesses: [] }];
      return {
        ...{ seed, status: 'ok', message: '', passed, invariants, faults: [], console: [], events: 1 },
        ...{ traceHash: 'hash', endedAtMs: 1, cpuMs: 1, trace: wantTrace ? [] : null, shrunk: null },
      };
    }),
    invariants: [
      {
        ...{ name: 'once', title: unseen, kind: 'safety', weight: 1, held: false, pooled: null },
        failingSeeds: [failingSeed],
      },
    ],
  };
}
