import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lab } from '../../sandbox/lab/contract.ts';
import { loadBank } from '../loader.ts';
import type { SqlQuestion } from '../question.ts';
import { gradedLabQuestion } from './grade-answer.ts';
import { openLab } from './open-lab.ts';

/** Fifty gradings of each, five minutes on two cores; three where CI is set. `SQL_GRADINGS` says another number. */
const gradings = Number(process.env.SQL_GRADINGS ?? (process.env.CI ? 3 : 50));
/** One grading beside another, as candidates' gradings run. */
const atOnce = 2;
const limitMs = 600_000 + gradings * 60_000;
const measured = ['plan', 'size', 'hot'];

let lab: Lab;
let questions: SqlQuestion[];
beforeAll(async () => {
  const { bank } = await loadBank(path.resolve(import.meta.dirname, '..'));
  questions = bank.questions
    .filter((question) => question.kind === 'sql')
    .filter((question) => question.checks.some((check) => measured.includes(check.kind)));
  lab = await openLab();
}, 60_000);
afterAll(() => lab.shutdown(), 60_000);

// Guarantee: what a reference needs is the same number in every grading, so a bound can never fail by chance.
describe('measured values of the references', () => {
  it(
    'are identical from grading to grading',
    async () => {
      expect(questions.length).toBeGreaterThanOrEqual(8);
      for (const question of questions) {
        const graded = gradedLabQuestion(question);
        const checks = graded.checks
          .filter((check) => measured.includes(check.kind))
          .map((check) => ({ ...check, visible: true }));
        const seen = new Map<string, number>();
        const turns = Array.from({ length: gradings }, (_, turn) => turn);
        const gradeOne = async () => {
          for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) {
            const outcome = await lab.grade({
              requestId: `${question.slug}-${turn}`,
              ...{ fairnessKey: 'repeat', realCandidate: false, select: 'all' },
              question: { ...graded, checks },
              files: question.reference,
            });
            if (outcome.kind !== 'ok') throw new Error(`${question.slug}: ${JSON.stringify(outcome)}`);
            const found = outcome.value.checks.map(({ name, passed, measures, actual }) => ({
              ...{ name, passed, measures },
              // The plan as lines, with estimates, rows, loops and blocks of every node.
              actual,
            }));
            const text = JSON.stringify(found);
            seen.set(text, (seen.get(text) ?? 0) + 1);
          }
        };
        await Promise.all(Array.from({ length: atOnce }, gradeOne));
        const [first] = seen.keys();
        expect([question.slug, [...seen]]).toEqual([question.slug, [[first, gradings]]]);
      }
    },
    limitMs,
  );
});
