import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqlVerdictSchema } from '../../domain/sql/wire.ts';
import type { Sandbox, WorldSandbox } from '../../sandbox/contract.ts';
import type { ExecuteResult, Lab } from '../../sandbox/lab/contract.ts';
import { readDebrief } from '../live/debrief/read-debrief.ts';
import { listSessions } from '../live/list-sessions.ts';
import { readRoomForInterviewer } from '../live/read-room-for-interviewer.ts';
import { readCohort } from '../report/read-cohort.ts';
import { readReplay } from '../report/read-replay.ts';
import { readReport } from '../report/read-report.ts';
import { assignRater } from '../scoring/assign-rater.ts';
import { pinEvidence } from '../scoring/pin-evidence.ts';
import { readQueue } from '../scoring/read-queue.ts';
import { readScoringPage } from '../scoring/read-scoring-page.ts';
import { scoreDimension } from '../scoring/score-dimension.ts';
import { submitScorecard } from '../scoring/submit-scorecard.ts';
import type { StaffPrincipal } from '../session.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { demoCandidates } from './candidates.ts';
import { loadDemo } from './load-demo.ts';
import { demoPeople } from './people.ts';
import { databaseCandidates, screenCandidates } from './sql-candidates.ts';
import { talking } from './take-home/story.ts';

/** Answers like a service that is down: loading must go on without runs, and nothing may become a verdict. */
const down = ({ requestId }: { requestId: string }) =>
  ({
    kind: 'failure',
    failure: { code: 'unavailable', message: 'down', requestId, retryAfterMs: 1_000 },
  }) as const;
const absentSandbox: Sandbox & WorldSandbox = {
  run: async (request) => down(request),
  runWorld: async (request) => down(request),
  health: async () => ({ status: 'down', confinement: 'none', confinementNote: '', queued: 0, running: 0 }),
  close: async () => {},
};

const idle = { kind: 'idle' } as const;
const executed: ExecuteResult = {
  ...{ state: idle, restarted: null },
  statements: [{ kind: 'done', range: { start: 0, end: 1 }, notices: [], command: 'SELECT 1', rowCount: 1 }],
};
const ok = <T>(value: T) => Promise.resolve({ kind: 'ok', value } as const);
const opened = { fresh: true, schema: [], sessions: { a: idle, b: idle } };
/** Databases that are open at this moment. */
const openKeys = new Set<string>();
const quietLab: Lab = {
  open: ({ key }) => {
    openKeys.add(key);
    return ok(opened);
  },
  reset: () => ok(opened),
  close: ({ key }) => {
    openKeys.delete(key);
    return ok(null);
  },
  execute: () => ok(executed),
  grade: () => ok({ status: 'ok', error: null, errorFile: null, checks: [], wallMs: 1 }),
  cancel: () => ok(null),
  states: () => ok({ a: idle, b: idle }),
  schema: () => ok([]),
  prepare: () => ok(null),
  health: () => Promise.reject(new Error('not asked here')),
  shutdown: () => Promise.resolve(),
};

let test: UseCaseDatabase;
const staff = new Map<string, StaffPrincipal>();
const attempts = new Map<string, string>();

function principal(key: string): StaffPrincipal {
  const found = staff.get(key);
  if (!found) throw new Error(key);
  return found;
}
function attemptOf(name: string): string {
  const found = attempts.get(name);
  if (!found) throw new Error(name);
  return found;
}

beforeAll(async () => {
  test = await openUseCaseDatabase();
  const passwords = Object.fromEntries(demoPeople.map((person) => [person.key, `password of ${person.key}`]));
  expect(await loadDemo({ passwords, sandbox: absentSandbox, lab: quietLab })).toBe(true);
  for (const person of demoPeople) {
    const rows = await test.sql`select id from person where email = ${person.email}`;
    staff.set(person.key, {
      kind: 'person',
      id: rows[0]?.id,
      roles: person.roles,
      name: person.name,
      email: person.email,
    });
  }
  const rows = await test.sql`select a.id, c.name from attempt a join candidate c on c.id = a.candidate_id`;
  for (const row of rows) attempts.set(row.name, row.id);
});
afterAll(async () => {
  await test?.drop();
});

describe('demo data', () => {
  it('is loaded once', async () => {
    expect(await loadDemo({ passwords: {}, sandbox: absentSandbox, lab: quietLab })).toBe(false);
    const written = [...demoCandidates, ...screenCandidates, ...databaseCandidates, talking];
    // And two live sessions; that of the follow-up is another attempt of somebody who is counted.
    expect(attempts.size).toBe(written.length + 2);
  });

  it('has a follow-up going on, with the answer that was handed in opened for both', async () => {
    const ruben = principal('ruben');
    const sessions = await listSessions(ruben);
    const running = sessions.ahead.find((one) => one.state === 'running');
    const room = await readRoomForInterviewer(ruben, running?.attemptId ?? '');
    expect(room.brought).toMatchObject([{ kind: 'world', itemNumber: 1 }]);
    const [timed] = await test.sql<{ id: string }[]>`
      select a.id from attempt a join candidate c on c.id = a.candidate_id
      where c.email = ${talking.email} and a.mode = 'timed'`;
    const { report } = await readReport(principal('manager'), timed?.id ?? '');
    expect(report.followUp).toMatchObject({ kind: 'missing', talked: true });
  });

  it('replays every finished attempt within the time that it had', async () => {
    const rows = await test.sql<{ id: string }[]>`
      select id from attempt where mode = 'timed' and submitted_at is not null`;
    expect(rows.length).toBeGreaterThan(5);
    for (const { id } of rows) {
      const replay = await readReplay(principal('administrator'), id);
      expect(replay.end, id).toBeLessThanOrEqual(replay.partsPerWhole);
      for (const { edits } of replay.items) expect(edits).toEqual(edits.toSorted((a, b) => a - b));
    }
    const [investigated] = await test.sql<{ attempt_id: string }[]>`
      select attempt_id from investigation_step limit 1`;
    const replay = await readReplay(principal('administrator'), investigated?.attempt_id ?? '');
    expect(replay.steps.length).toBeGreaterThan(3);
    expect(replay.steps.every((step) => step.at > 0 && step.at < replay.end)).toBe(true);
  });

  it('gives the report of every finished attempt', async () => {
    const rows = await test.sql`select id from position order by created_at limit 1`;
    const cohort = await readCohort(test.db, rows[0]?.id, { viewerId: principal('manager').id });
    expect(cohort).toHaveLength(demoCandidates.filter((c) => c.state === 'submitted').length);
  });
});

// The guarantee: nobody who still owes a rating reads another's, whatever roles they hold; and no level stands without
// evidence. If this fails, the second opinion is no second opinion.
describe('sealed scorecards', () => {
  it('refuses the report to a manager who is assigned and has not submitted, and gives it to one who is not', async () => {
    // Tove is an interviewer and a hiring manager; Kenji's card of hers is open.
    const attemptId = attemptOf('Kenji Morimoto');
    await expect(readReport(principal('manager'), attemptId)).resolves.toMatchObject({
      candidateName: 'Kenji Morimoto',
    });
    await expect(readReport(principal('administrator'), attemptId)).resolves.toBeTruthy();
    await assignRater(principal('manager'), {
      attemptId: attemptOf('Wei-Lin Chao'),
      raterId: principal('tove').id,
    });
    await expect(readReport(principal('tove'), attemptId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('shows others and automatic results only after submitting', async () => {
    const attemptId = attemptOf('Kenji Morimoto');
    const sealed = await readScoringPage(principal('tove'), attemptId);
    expect(sealed.others).toBeNull();
    expect(sealed.autoResults).toBeNull();
    expect(sealed.candidate).toBe(`Candidate ${attemptId.slice(0, 4).toUpperCase()}`);
    expect(JSON.stringify(sealed)).not.toContain('Kenji');
    const open = await readScoringPage(principal('shreya'), attemptId);
    expect(open.others).not.toBeNull();
  });

  it('takes a card from empty to submitted, refusing each gap on the way', async () => {
    const tove = principal('tove');
    const attemptId = attemptOf('Kenji Morimoto');
    const page = await readScoringPage(tove, attemptId);
    const question = page.questions[0];
    if (!question) throw new Error('no rated question in the demo form');
    await expect(submitScorecard(tove, attemptId)).rejects.toMatchObject({ code: 'not-open' });
    const words = question.answer.slice(0, 40).trim();
    for (const [index, dimension] of question.dimensions.entries()) {
      const rating = {
        attemptId,
        itemNumber: question.number,
        dimension: dimension.code,
        note: '',
        afterSeq: 0,
      };
      await scoreDimension(tove, {
        ...rating,
        levelId: index === 0 ? 'not-observed' : `${dimension.code}-3`,
      });
      // A second window that has not seen the first rating must not overwrite it.
      await expect(scoreDimension(tove, { ...rating, levelId: `${dimension.code}-1` })).rejects.toMatchObject(
        { code: 'conflict' },
      );
      if (index === 0) continue;
      await expect(submitScorecard(tove, attemptId)).rejects.toMatchObject({ code: 'not-open' });
      const start = question.answer.indexOf(words);
      await expect(
        pinEvidence(tove, {
          attemptId,
          itemNumber: question.number,
          dimension: dimension.code,
          quote: 'words nobody wrote',
          range: { start, end: start + 10, documentSeq: question.documentSeq },
        }),
      ).rejects.toMatchObject({ code: 'conflict' });
      const pinned = await pinEvidence(tove, {
        attemptId,
        itemNumber: question.number,
        dimension: dimension.code,
        quote: words,
        range: { start, end: start + words.length, documentSeq: question.documentSeq },
      });
      expect(pinned.source).toBe('recorded');
    }
    const first = await submitScorecard(tove, attemptId);
    expect((await submitScorecard(tove, attemptId)).submittedAt).toEqual(first.submittedAt);
    expect((await readScoringPage(tove, attemptId)).others?.length).toBeGreaterThan(0);
    // After submission a change needs a reason and keeps the old rating.
    const dimension = question.dimensions[1];
    if (!dimension) throw new Error('one dimension only');
    const change = {
      attemptId,
      itemNumber: question.number,
      dimension: dimension.code,
      levelId: `${dimension.code}-2`,
      note: '',
      afterSeq: 1,
    };
    await expect(scoreDimension(tove, change)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(
      scoreDimension(tove, { ...change, changeReason: 'misread the second paragraph' }),
    ).resolves.toEqual({ seq: 2 });
  });

  it('refuses a person without a card, and a level of another dimension', async () => {
    const attemptId = attemptOf('Ilse Marchetti');
    await expect(readScoringPage(principal('manager'), attemptId)).rejects.toMatchObject({
      code: 'not-found',
    });
    const ruben = principal('ruben');
    const page = await readScoringPage(ruben, attemptId);
    const question = page.questions[0];
    await expect(
      scoreDimension(ruben, {
        attemptId,
        itemNumber: question?.number ?? 0,
        dimension: 'FND',
        levelId: 'TRD-3',
        note: '',
        afterSeq: 1,
        changeReason: 'x',
      }),
    ).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('lists a rater their own cards only', async () => {
    const queue = await readQueue(principal('ruben'));
    const own = demoCandidates.filter(
      (c) => c.rated.includes('ruben') || c.assigned.includes('ruben'),
    ).length;
    // And the live sessions that he leads: the one ahead, yesterday's, and the follow-up.
    expect(queue.openTotal + queue.doneTotal).toBe(own + 3);
    expect(queue.open.length + queue.done.length).toBe(own + 3);
  });

  // Guarantee: a newcomer finds a session that is over, whole: what was said when, both cards, and where they differ.
  it('has a live session ahead, and one of yesterday with replay and debrief', async () => {
    const sessions = await listSessions(principal('ruben'));
    expect(sessions.ahead.map((one) => [one.candidateName, one.state])).toEqual([
      [talking.name, 'running'],
      ['Mirela Antonescu', 'scheduled'],
    ]);
    expect(sessions.over.map((one) => [one.candidateName, one.state])).toEqual([
      ['Anneke Verhoeven', 'closed'],
    ]);
    const attemptId = sessions.over[0]?.attemptId ?? '';
    const replay = await readReplay(principal('ruben'), attemptId);
    expect(replay.end).toBe(36 * 60_000);
    expect(replay.tracks.map((track) => track.key)).toEqual(['code', 'drawing', 'chat']);
    expect(replay.pins.map((pin) => pin.at / 60_000).every((at) => at > 8 && at < 31)).toBe(true);
    // What was marked at minute 9 stands where the notes said it then, not where they ended.
    expect(Math.min(...replay.pins.flatMap((pin) => (pin.seq === null ? [] : [pin.at])))).toBe(9 * 60_000);
    for (const { edits } of [...replay.items, ...replay.tracks]) {
      expect(edits.length).toBeGreaterThan(0);
      expect(edits).toEqual(edits.toSorted((a, b) => a - b));
      expect(edits.at(-1)).toBeLessThan(36 * 60_000);
    }
    const debrief = await readDebrief(principal('tove'), attemptId);
    expect(debrief.rows[0]).toMatchObject({ dimension: 'SYS', spread: 2 });
    for (const row of debrief.rows)
      for (const rating of row.ratings) expect(rating?.evidence.length).toBeGreaterThan(0);
    const [late] = await test.sql`
      select count(*)::int as n from live_event where attempt_id = ${attemptId} and created_at > now() - interval '20 hours'`;
    expect(late?.n).toBe(0);
  });

  it('keeps what SQL answers ran, in the order in which it was run, and leaves no database behind', async () => {
    const rows = await test.sql`
      select r.attempt_id, r.item_number, r.number, r.started_at, r.verdict, r.document_seq, s.entered_at, s.left_at
      from run r
      join attempt_item i on i.attempt_id = r.attempt_id and i.number = r.item_number and i.kind = 'sql'
      join attempt_section s on s.attempt_id = r.attempt_id and s.number = i.section_number
      order by r.attempt_id, r.item_number, r.number`;
    const attempts = new Set(rows.map((row) => row.attempt_id));
    const all = [...screenCandidates, ...databaseCandidates, talking];
    const submitted = all.filter((one) => one.state === 'submitted');
    expect(attempts.size).toBe(submitted.length);
    for (const [index, row] of rows.entries()) {
      expect(sqlVerdictSchema.safeParse(row.verdict).success).toBe(true);
      expect(row.started_at >= row.entered_at && row.started_at <= row.left_at).toBe(true);
      const before = rows[index - 1];
      if (before?.attempt_id !== row.attempt_id || before?.item_number !== row.item_number) continue;
      expect(row.number).toBe(before?.number + 1);
      expect(row.started_at.getTime()).toBeGreaterThan(before?.started_at.getTime());
      expect(Number(row.document_seq)).toBeGreaterThanOrEqual(Number(before?.document_seq));
    }
    expect([...openKeys]).toEqual([]);
  });
});
