import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Question } from '../../question-bank/question.ts';
import { secretStrings } from '../../question-bank/secret-strings.ts';
import { createLocalSandbox } from '../../sandbox/local.ts';
import { gradeAttempt } from '../grading/grade-attempt.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { readInvitation } from './entry/read-invitation.ts';
import { type Invited, insertInvited, prepare } from './invited-fixture.ts';
import { findPracticeQuestion, practiceOrder } from './preparation/practice-kinds.ts';
import { readPractice } from './preparation/read-practice.ts';
import { readRuns } from './question/read-runs.ts';
import { readWorkspace } from './question/read-workspace.ts';
import { runCode } from './question/run-code.ts';
import { readAttemptHome } from './read-attempt-home.ts';
import { readClock } from './read-clock.ts';
import { copyAnswers } from './record/copy-answers.ts';
import { readOwnRecord } from './record/read-own-record.ts';
import { startAttempt } from './start-attempt.ts';
import { submitAttempt } from './submit-attempt.ts';

let database: UseCaseDatabase;
let invited: Invited;
const sandbox = createLocalSandbox({ workers: 2, allowUnconfined: true });

beforeAll(async () => {
  database = await openUseCaseDatabase();
  invited = await insertInvited(database.sql, {
    allQuestions: true,
    sections: [{ minutes: 600 }],
  });
});
afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

/** Keys that only a question's own files have; none may ever stand in a payload. */
const secretKeys =
  /"(?:right|because|misconception|answer(?:Key)?|traps|worked|tolerance\w*|rubric|anchors|probes|twists|listenFor|mustName|redFlags|checkSource|reference|wrong|driver|gradingSecret|timeFactor|grading_secret)":/u;

function expectNoSecrets(payload: unknown, questions: readonly Question[], what: string): void {
  const text = JSON.stringify(payload);
  for (const question of questions) {
    for (const secret of secretStrings(question)) {
      expect(
        text.includes(JSON.stringify(secret).slice(1, -1)),
        `${what} contains "${secret}" of ${question.slug}`,
      ).toBe(false);
    }
  }
}

const slugOf = (number: number) => invited.sections[0]?.items[number - 1]?.slug;

// Guarantee: right answers, explanations, hidden checks, references and rubrics never leave the server, in any payload a
// candidate receives before, during or after, whichever question of the whole bank she has.
describe('what a candidate receives', () => {
  it('holds no secret of any question of the bank', { timeout: 300_000 }, async () => {
    const { questions } = invited;
    expect(questions.length).toBeGreaterThan(20);
    expect(questions.flatMap(secretStrings).length).toBeGreaterThan(500);
    expectNoSecrets(await readInvitation(invited.token), questions, 'the invitation');
    const principal = await prepare(database.sql, invited);
    expectNoSecrets(await readAttemptHome(principal), questions, 'the preparation');
    let practised = 0;
    for (const kind of practiceOrder) {
      const question = await findPracticeQuestion(kind);
      if (!question) continue;
      const practice = await readPractice(principal, kind);
      expectNoSecrets(practice, [question], `practice ${kind}`);
      expect(JSON.stringify(practice)).not.toMatch(secretKeys);
      practised += 1;
    }
    expect(practised).toBeGreaterThan(0);

    await startAttempt(principal);
    const workspace = await readWorkspace(principal);
    if (!workspace) throw new Error('the attempt does not run');
    expect(workspace.questions).toHaveLength(questions.length);
    const { questions: held, ...rest } = workspace;
    expectNoSecrets(rest, questions, 'the workspace');
    expectNoSecrets(await readClock(principal), questions, 'the clock');
    let runs = 0;
    for (const item of held) {
      const question = questions.find(
        (one) => one.slug === invited.sections[0]?.items[item.number - 1]?.slug,
      );
      if (!question) throw new Error(`no question ${item.number}`);
      expectNoSecrets(item, [question], `question ${item.number}`);
      expect(JSON.stringify(item), question.slug).not.toMatch(secretKeys);
      if (item.question.kind !== 'code') continue;
      await database.sql`delete from rate_counter`;
      const input = { itemNumber: item.number, files: item.question.starter, requestId: 'test-request' };
      const run = await runCode(principal, sandbox, input);
      expectNoSecrets(run, [question], `a run of ${question.slug}`);
      expect(run.checks.length, question.slug).toBe(item.question.visibleChecks.length);
      expectNoSecrets(
        await readRuns(principal, { itemNumber: item.number }),
        [question],
        `runs of ${question.slug}`,
      );
      runs += 1;
    }
    expect(runs).toBeGreaterThan(0);

    await submitAttempt(principal, { declaredAids: {} });
    expect(await gradeAttempt(invited.attemptId, sandbox)).toBe('graded');
    expectNoSecrets(await readOwnRecord(principal), questions, 'the receipt');
    const copy = await copyAnswers(principal);
    expect(copy.answers).toHaveLength(questions.length);
    for (const answer of copy.answers) {
      const question = questions.find((one) => one.slug === slugOf(answer.question));
      expectNoSecrets(answer, question ? [question] : [], `the copy of answer ${answer.question}`);
      expect(JSON.stringify(answer)).not.toContain(question?.title ?? 'missing');
    }
  });
});
