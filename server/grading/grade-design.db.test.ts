import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { removeParts, writeDesign } from '../../domain/design/design-document.ts';
import { answerText } from '../../domain/edit-log/answer-layout.ts';
import type { DesignQuestion } from '../../question-bank/question.ts';
import { secretStrings } from '../../question-bank/secret-strings.ts';
import { type Invited, insertInvited, start } from '../attempt/invited-fixture.ts';
import { readWorkspace } from '../attempt/question/read-workspace.ts';
import { copyAnswers } from '../attempt/record/copy-answers.ts';
import { submitAttempt } from '../attempt/submit-attempt.ts';
import { appendUpdates } from '../edit-log/append-updates.ts';
import { readAnswerAt } from '../report/read-answer-at.ts';
import { readReport } from '../report/read-report.ts';
import { readScoringPage } from '../scoring/read-scoring-page.ts';
import type { CandidatePrincipal } from '../session.ts';
import { addStaff } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { gradeAttempt } from './grade-attempt.ts';

let database: UseCaseDatabase;
let invited: Invited;
let candidate: CandidatePrincipal;
let question: DesignQuestion;

beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  invited = await insertInvited(database.sql, { sections: [{ minutes: 60 }], kinds: ['design'] });
  const [first] = invited.questions;
  if (first?.kind !== 'design') throw new Error('the fixture has no design');
  question = first;
  const { manager } = invited;
  await database.sql`insert into person_role (person_id, role) values (${manager.id}, 'hiring-manager')`;
  candidate = await start(database.sql, invited);
});

const noSandbox = {
  run: () => Promise.reject(new Error('a design runs no program')),
  health: () => Promise.reject(new Error('not asked here')),
  close: () => Promise.resolve(),
};

async function edit(change: (doc: Y.Doc) => void): Promise<void> {
  const [document] = await database.sql<{ id: string }[]>`
    select id from document where attempt_id = ${invited.attemptId} and purpose = 'answer' and item_number = 1`;
  const documentId = document?.id ?? '';
  const doc = new Y.Doc();
  for (const { bytes } of await database.sql<{ bytes: Uint8Array }[]>`
    select bytes from document_update where document_id = ${documentId} order by seq`)
    Y.applyUpdate(doc, bytes);
  const before = Y.encodeStateVector(doc);
  change(doc);
  const bytes = Y.encodeStateAsUpdate(doc, before);
  const answer = await appendUpdates(candidate, {
    ...{ documentId, batchId: randomUUID(), bytes, requestId: 'test' },
  });
  expect(answer.outcome).toBe('accepted');
}

/** The reference's drawing, with a note. */
async function draw(note: string): Promise<void> {
  await edit((doc) => {
    removeParts(
      doc,
      question.start.components.map((one) => one.id),
    );
    writeDesign(doc, question.reference.design);
    answerText(doc).insert(0, note);
  });
}

const gradeRow = async () => {
  const [row] = await database.sql`
    select verdict, score, checks from grade where attempt_id = ${invited.attemptId} and item_number = 1`;
  return row;
};

// Guarantee: a drawing begins as the question says, is graded by running it with seeds that no browser received, and its
// note is rated by people who see the drawing and not the key.
describe('a design', () => {
  it('begins with the given drawing, with all that a run needs and nothing of the key', async () => {
    const workspace = await readWorkspace(candidate);
    const [item] = workspace?.questions ?? [];
    if (item?.question.kind !== 'design') throw new Error('no design is open');
    expect(item.question.start).toEqual(question.start);
    expect(item.beginning).not.toBe('');
    expect(workspace?.sections[0]?.items[0]?.answered).toBe(false);
    const sent = JSON.stringify(workspace);
    const secrets = secretStrings(question);
    expect(secrets.length).toBeGreaterThan(10);
    for (const text of [...secrets, ...question.gradedSeeds.map(String)]) {
      expect(sent.includes(JSON.stringify(text).slice(1, -1)), text).toBe(false);
    }
  });

  it('is graded by running it, and its marks are shares of the whole question', async () => {
    await draw('The database is the bottleneck.');
    expect((await readWorkspace(candidate))?.sections[0]?.items[0]?.answered).toBe(true);
    expect(await copyAnswers(candidate)).toMatchObject({
      answers: [{ answer: { kind: 'design', note: 'The database is the bottleneck.' } }],
    });
    await submitAttempt(candidate, { declaredAids: {} });
    expect(await gradeAttempt(invited.attemptId, noSandbox)).toBe('graded');
    expect(await gradeRow()).toMatchObject({ verdict: 'passed', score: 1 });

    const { answer, grading } = await readAnswerAt(invited.manager, {
      ...{ attemptId: invited.attemptId, number: 1, seq: null },
    });
    expect(answer).toMatchObject({ kind: 'design', note: 'The database is the bottleneck.' });
    if (grading.state !== 'graded') throw new Error(grading.state);
    expect(grading.grade.checks.reduce((sum, check) => sum + check.earned, 0)).toBeCloseTo(0.8);
    expect(grading.grade.checks[0]).toMatchObject({ name: question.objectives[0]?.id, passed: true });
    expect(grading.grade.checks[0]?.message).toMatch(/ms; expected at most/u);
    const { questions } = await readReport(invited.manager, invited.attemptId);
    expect(questions[0]?.outcome).toBe(
      `${question.objectives.length} of ${question.objectives.length} objectives met; decision note: not rated yet`,
    );
  });

  it('is rated by its note, beside the drawing', async () => {
    await draw('I decided against a cache.');
    await submitAttempt(candidate, { declaredAids: {} });
    const rater = await addStaff(database.db, 'Rater', 'interviewer');
    await database.sql`insert into scorecard (attempt_id, rater_id) values (${invited.attemptId}, ${rater.id})`;
    const [shown] = (await readScoringPage(rater, invited.attemptId)).questions;
    expect(shown).toMatchObject({
      answer: 'I decided against a cache.',
      dimensions: Object.keys(question.written).map((code) => ({ code, weight: expect.any(Number) })),
    });
    expect(shown?.design?.drawing.components).toHaveLength(question.reference.design.components.length);
    expect(JSON.stringify(shown?.design)).not.toContain(String(question.gradedSeeds[0]));
  });

  it('that was left as it was given is no answer', async () => {
    await submitAttempt(candidate, { declaredAids: {} });
    expect(await gradeAttempt(invited.attemptId, noSandbox)).toBe('graded');
    expect(await gradeRow()).toMatchObject({ verdict: 'unanswered', score: 0 });
  });
});
