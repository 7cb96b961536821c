import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lab, LabQuestion, StatementResult } from '../lab/contract.ts';
import { createLocalLab } from '../lab/local.ts';
import { type HostileSql, loadHostileSql, outcomes } from './load-corpus.ts';

const question: LabQuestion = {
  slug: 'hostile',
  contentHash: 'ab'.repeat(32),
  layout: {
    answer: [{ file: 'solution.sql', title: 'Solution', runs: 'script' }],
    ...{ parameters: [], owner: 'candidate', roles: [], extensions: [], sessions: 2 },
  },
  schemaSql: 'create table account (id bigint primary key, balance bigint not null)',
  dataSets: { visible: 'insert into account select n, 100 from generate_series(1, 1000) n' },
};
const corpus = loadHostileSql();
const limitMs = 120_000;
/** At once: as many candidates as attack in the same moment. */
const lanes = 3;

let lab: Lab;
beforeAll(async () => {
  lab = await createLocalLab({ allowUnconfined: true });
}, limitMs);
afterAll(() => lab.shutdown(), limitMs);

const open = (key: string) => lab.open({ key, requestId: key, realCandidate: false, question });

async function run(key: string, sql: string): Promise<StatementResult> {
  const outcome = await lab.execute({ key, requestId: key, session: 'a', sql });
  if (outcome.kind !== 'ok') throw new Error(`${key}: ${JSON.stringify(outcome)}`);
  const last = outcome.value.statements.at(-1);
  if (!last) throw new Error(`${key}: nothing ran`);
  return last;
}

/** Somebody who works beside it all: what they read must be right, and what they write must stay. */
class Neighbour {
  #writes = 0;
  #going = true;
  readonly problems: string[] = [];
  readonly #done: Promise<void>;

  constructor() {
    this.#done = this.#work();
  }

  async #work(): Promise<void> {
    while (this.#going) {
      const sql = 'update account set balance = balance + 1 where id = 7 returning balance';
      const result = await run('neighbour', sql).catch((error: unknown) => String(error));
      this.#writes += 1;
      const want = String(100 + this.#writes);
      if (typeof result === 'string' || result.kind !== 'rows' || result.rows[0]?.[0] !== want) {
        this.problems.push(`write ${this.#writes}: ${JSON.stringify(result).slice(0, 300)}`);
        return;
      }
    }
  }

  async stop(): Promise<number> {
    this.#going = false;
    await this.#done;
    return this.#writes;
  }
}

function codeOf(result: StatementResult): string {
  return result.kind === 'error' ? result.error.code : result.kind;
}

// Guarantee: whatever a candidate sends ends in a clear message, the lab stays up, the neighbour is unharmed and right,
// and the database can be had anew.
describe('hostile SQL', () => {
  it('is a corpus of at least 60 files', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(60);
  });

  it(
    'ends as each file is named, beside a neighbour who notices nothing',
    async () => {
      expect((await open('neighbour')).kind).toBe('ok');
      const neighbour = new Neighbour();
      const failures: string[] = [];
      const queue = [...corpus];
      const attack = async (lane: number): Promise<void> => {
        const key = `attacker-${lane}`;
        expect((await open(key)).kind).toBe('ok');
        for (let file = queue.shift(); file; file = queue.shift()) {
          const problem = await tryFile(key, file);
          if (problem) failures.push(`${file.name}: ${problem}`);
        }
      };
      await Promise.all(Array.from({ length: lanes }, (_, lane) => attack(lane)));
      const writes = await neighbour.stop();
      expect(failures).toEqual([]);
      expect(neighbour.problems).toEqual([]);
      expect(writes).toBeGreaterThan(corpus.length);
      expect(await lab.health()).toMatchObject({ status: 'ok' });
    },
    limitMs * 4,
  );
});

async function tryFile(key: string, file: HostileSql): Promise<string | null> {
  const result = await run(key, file.sql);
  const code = codeOf(result);
  const wanted = outcomes[file.outcome];
  const right =
    file.outcome === 'harmless'
      ? result.kind !== 'error'
      : file.outcome === 'cut'
        ? result.kind === 'rows' && result.truncated
        : file.outcome === 'refused'
          ? result.kind === 'error' && /^[0-9A-Z]{5}$/u.test(code)
          : (wanted as readonly string[] | null)?.includes(code);
  if (!right) return `ended with ${code}: ${JSON.stringify(result).slice(0, 300)}`;
  if (result.kind === 'error' && result.error.message.trim() === '') return 'without a message';
  // The session or a new one answers, and the start state can be had again.
  const reset = await lab.reset({ key, requestId: key, realCandidate: false, question });
  if (reset.kind !== 'ok') return `reset: ${JSON.stringify(reset)}`;
  const after = await run(key, 'select count(*), sum(balance) from account');
  const right2 = after.kind === 'rows' && after.rows[0]?.join() === '1000,100000';
  return right2 ? null : `after the reset: ${JSON.stringify(after).slice(0, 300)}`;
}
