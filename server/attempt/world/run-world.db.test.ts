import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SeedView } from '../../../domain/world/wire.ts';
import { loadQuestionFolder } from '../../../question-bank/load-question.ts';
import type { WorldQuestion } from '../../../question-bank/question.ts';
import type {
  WorldOutcome,
  WorldRunOptions,
  WorldRunRequest,
  WorldSandbox,
  WorldSeedResult,
} from '../../../sandbox/contract.ts';
import { gradeAttempt } from '../../grading/grade-attempt.ts';
import { getGradingSecret } from '../../pinned-question.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../../test-use-cases.ts';
import { type Invited, insertInvited, passTime, start } from '../invited-fixture.ts';
import { readWorldRuns } from './read-world-runs.ts';
import { beginWorldRun } from './run-world.ts';
import { traceSeed } from './trace-seed.ts';

/** Answers as the sandbox does, a seed at a time, and remembers what it was asked for. */
class FakeWorlds implements WorldSandbox {
  readonly asked: WorldRunRequest[] = [];
  outcome: 'seeds' | 'failure' | 'waits' = 'seeds';
  failing = new Set<number>();

  async runWorld(request: WorldRunRequest, options: WorldRunOptions = {}): Promise<WorldOutcome> {
    this.asked.push(request);
    if (this.outcome === 'failure') {
      const failure = {
        code: 'overloaded',
        message: 'at /srv/host',
        requestId: 'r',
        retryAfterMs: 900,
      } as const;
      return { kind: 'failure', failure };
    }
    const seeds = request.seeds.map((seed) => this.#seed(seed, request.wantTrace));
    for (const seed of this.outcome === 'waits' ? seeds.slice(0, 3) : seeds) options.onSeed?.(seed);
    if (this.outcome === 'waits') {
      if (options.signal?.aborted !== true)
        await new Promise<void>((resolve) => options.signal?.addEventListener('abort', () => resolve()));
      options.signal?.throwIfAborted();
    }
    const failingSeeds = seeds.filter((one) => !one.passed).map((one) => one.seed);
    return {
      kind: 'world',
      confinement: 'bubblewrap',
      result: {
        status: 'ok',
        error: null,
        seeds,
        invariants: [
          {
            name: 'once',
            title: '',
            kind: 'safety',
            weight: 0.6,
            held: failingSeeds.length === 0,
            failingSeeds,
            pooled: null,
          },
          {
            name: 'stored',
            title: '',
            kind: 'usefulness',
            weight: 0.4,
            held: true,
            failingSeeds: [],
            pooled: null,
          },
        ],
        faultBudget: ['secret budget text'],
        wallMs: 5,
        cpuMs: 5,
        memoryBytes: 1,
      },
    };
  }

  #seed(seed: number, traced: boolean): WorldSeedResult {
    const held = !this.failing.has(seed);
    return {
      seed,
      status: 'ok',
      message: '',
      passed: held,
      invariants: [
        { name: 'once', held, message: held ? '' : 'twice', witnesses: held ? [] : [1] },
        { name: 'stored', held: true, message: '', witnesses: [] },
      ],
      faults: [],
      console: [],
      events: 1,
      traceHash: 'hash',
      endedAtMs: 1,
      cpuMs: 1,
      trace: traced
        ? [
            {
              id: 1,
              t: 0,
              replica: 'r1',
              part: 'sql',
              op: 'inserted',
              key: 'k',
              outcome: 'effect',
              cause: 0,
              data: {},
            },
          ]
        : null,
      shrunk: null,
    };
  }
}

let database: UseCaseDatabase;
let invited: Invited;
let principal: CandidatePrincipal;
let question: WorldQuestion;
let worlds: FakeWorlds;
const itemNumber = 3;
const files = [{ path: 'solution.ts', text: 'export default async () => ({});' }];
const secret = Buffer.alloc(32, 7).toString('base64url');

beforeAll(async () => {
  database = await openUseCaseDatabase();
  const loaded = await loadQuestionFolder(
    path.join(import.meta.dirname, '../../../question-bank/practice/practice-world'),
    'practice/practice-world',
  );
  if (!loaded.ok || loaded.value.kind !== 'world') throw new Error('practice-world does not load');
  question = loaded.value;
  await database.sql`
    insert into question_version (hash, question_id, slug, kind, title, files, grading_secret)
    values (${question.contentHash}, ${question.id}, ${question.slug}, 'world', ${question.title},
            ${database.sql.json({ ...question.files })}, ${secret})`;
});
afterAll(() => database.drop());
beforeEach(async () => {
  worlds = new FakeWorlds();
  invited = await insertInvited(database.sql, { sections: [{ minutes: 60 }] });
  principal = await start(database.sql, invited);
  await database.sql`
    update attempt_item set question_hash = ${question.contentHash}
    where attempt_id = ${invited.attemptId} and number = ${itemNumber}`;
});

const begin = (size: 'quick' | 'full' = 'quick') =>
  beginWorldRun(principal, worlds, { target: { itemNumber }, size, files, requestId: 'request-1' });
const rows = () => database.sql`
  select number, passed, failure_code, verdict, files from run where attempt_id = ${invited.attemptId} order by number`;
const never = new AbortController().signal;

// Guarantee: a candidate runs the published seeds and no others; each run is a row with its code, a stopped one too, and a
// failure of ours is never a verdict. The secret of the held-out seeds is used by grading alone.
describe('runs of a world', () => {
  it('ask for the published seeds, tell each as it comes, and are kept with their code', async () => {
    worlds.failing.add(5);
    const told: SeedView[] = [];
    const run = await (await begin()).seeds((seed) => told.push(seed), never);
    expect(worlds.asked).toMatchObject([{ secret: '', wantTrace: false, realCandidate: true }]);
    expect(worlds.asked[0]?.seeds).toEqual(Array.from({ length: question.runs.quick }, (_, n) => n + 1));
    expect(told.map(({ seed }) => seed)).toEqual(worlds.asked[0]?.seeds);
    expect(run).toMatchObject({
      number: 1,
      stopped: false,
      invariants: [{ name: 'once', held: false, failing: 1 }, {}],
    });
    expect(await rows()).toMatchObject([{ number: 1, passed: false, failure_code: null, files }]);
    expect(await readWorldRuns(principal, { itemNumber })).toMatchObject([
      { number: 1, files, asked: run.asked },
    ]);
  });

  it('tell nothing of the definition but what the seeds showed', async () => {
    const run = await (await begin('full')).seeds(() => {}, never);
    for (const text of [JSON.stringify(run), JSON.stringify(await rows())]) {
      expect(text).not.toContain('budget');
      expect(text).not.toContain(secret);
    }
  });

  it('end when they are stopped, with the seeds that had run and no verdict over them', async () => {
    worlds.outcome = 'waits';
    const stop = new AbortController();
    const begun = await begin();
    const ended = begun.seeds(({ seed }) => seed === 3 && stop.abort(), stop.signal);
    expect(await ended).toMatchObject({
      stopped: true,
      invariants: [],
      seeds: [{ seed: 1 }, { seed: 2 }, { seed: 3 }],
    });
    expect(await rows()).toMatchObject([{ passed: null, failure_code: null, verdict: { stopped: true } }]);
  });

  it('make no verdict of a failure of ours, and do not tell what failed inside', async () => {
    worlds.outcome = 'failure';
    const begun = await begin();
    await expect(begun.seeds(() => {}, never)).rejects.toSatisfy(
      (error) => error instanceof Error && 'safe' in error && !String(error.safe).includes('/srv/host'),
    );
    expect(await rows()).toMatchObject([{ verdict: null, passed: null, failure_code: 'overloaded' }]);
    expect(await readWorldRuns(principal, { itemNumber })).toEqual([]);
  });

  it('are refused for questions without a world, for other attempts, and when the time is over', async () => {
    const other = { target: { itemNumber: 1 }, size: 'quick', files, requestId: 'r' } as const;
    await expect(beginWorldRun(principal, worlds, other)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(
      beginWorldRun({ ...principal, attemptId: crypto.randomUUID() }, worlds, {
        ...other,
        target: { itemNumber },
      }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await passTime(database.sql, invited.attemptId, 61);
    await expect(begin()).rejects.toMatchObject({ code: 'not-open' });
    expect(worlds.asked).toEqual([]);
  });
});

describe('a look at one seed', () => {
  const look = (seed: number) =>
    traceSeed(principal, worlds, {
      target: { itemNumber },
      files,
      seed,
      without: ['crash #1'],
      requestId: 'r',
    });

  it('runs that published seed again, without the faults that are of no matter', async () => {
    expect(await look(7)).toMatchObject({ seed: 7, events: [{ op: 'inserted' }] });
    expect(worlds.asked).toMatchObject([{ seeds: [7], secret: '', wantTrace: true, without: ['crash #1'] }]);
  });

  it('is refused beyond the published ones', async () => {
    await expect(look(question.runs.full + 1)).rejects.toMatchObject({ code: 'bad-input' });
    expect(worlds.asked).toEqual([]);
  });
});

describe('grading', () => {
  it('takes held-out seeds of the pinned secret and stores each invariant with the seeds that broke it', async () => {
    worlds.failing.add(11);
    await database.sql`
      update attempt set status = 'submitted', submitted_at = now(), submitted_by = 'candidate', receipt = 'R-WRLD-TEST'
      where id = ${invited.attemptId}`;
    const sandbox = {
      run: () => Promise.reject(new Error('no program of another kind was changed')),
      health: () => Promise.reject(new Error('not asked here')),
      close: () => Promise.resolve(),
    };
    expect(await gradeAttempt(invited.attemptId, sandbox, undefined, worlds)).toBe('graded');
    const [grade] = await database.sql`
      select verdict, score, checks from grade where attempt_id = ${invited.attemptId} and item_number = ${itemNumber}`;
    expect(worlds.asked).toMatchObject([{ secret: Buffer.alloc(32, 7).toString('hex'), wantTrace: false }]);
    expect(worlds.asked[0]?.seeds).toHaveLength(question.runs.graded);
    expect(grade).toMatchObject({
      verdict: 'failed',
      checks: [
        { name: 'once', passed: false, failingSeeds: [11] },
        { name: 'stored', passed: true },
      ],
    });
  });

  it('reads the secret as the bytes it was made of', async () => {
    expect(await getGradingSecret(database.db, question.contentHash)).toBe(
      Buffer.alloc(32, 7).toString('hex'),
    );
  });
});
