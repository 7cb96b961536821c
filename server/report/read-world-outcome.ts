import { z } from 'zod';
import { findAttemptFacts } from '../../db/queries/attempt-facts.ts';
import { listCurrentGrades } from '../../db/queries/grades.ts';
import type { AnswerFile } from '../../domain/answer.ts';
import { findFormItem } from '../../domain/form.ts';
import type { SeedTrace } from '../../domain/world/wire.ts';
import type { WorldSandbox } from '../../sandbox/contract.ts';
import { traceOne } from '../attempt/world/trace-seed.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import { getGradingSecret, getPinnedQuestion } from '../pinned-question.ts';
import { shownName } from '../scoring/shown-name.ts';
import type { StaffPrincipal } from '../session.ts';
import { storedCheck } from './graded-checks.ts';

/** What grading stored of a world, as far as it is shown. */
const gradedWorld = z.object({
  verdict: z.string(),
  score: z.number(),
  checks: z.array(
    storedCheck.omit({ misconceptions: true }).extend({ failingSeeds: z.array(z.number()).default([]) }),
  ),
  answer: z.object({
    kind: z.literal('world'),
    files: z.array(z.object({ path: z.string(), text: z.string() })),
  }),
});

export interface WorldOutcomePage {
  attemptId: string;
  candidate: string;
  positionTitle: string;
  number: number;
  title: string;
  score: number;
  seeds: number;
  caps: { broken: string; atMostPercent: number }[];
  invariants: {
    name: string;
    title: string;
    held: boolean;
    /** Shares of the question's score, 0..1. */
    weight: number;
    earned: number;
    message: string;
    failingSeeds: number[];
  }[];
  files: AnswerFile[];
  /** The held-out seed that was asked for, run once more. */
  trace: SeedTrace | null;
}

/**
 * What a graded world came to, per invariant, with one held-out seed to look at. For those who may read automatic
 * results; the seeds are the same for every candidate of the version, so nothing of this is for candidates.
 */
export async function readWorldOutcome(
  principal: StaffPrincipal,
  sandbox: WorldSandbox,
  input: { attemptId: string; number: number; seed: number | null; requestId: string },
): Promise<WorldOutcomePage> {
  const { db } = database();
  await authorizeAttempt(db, principal, 'grade.read', input.attemptId);
  const facts = await findAttemptFacts(db, input.attemptId);
  const item = facts ? findFormItem(facts.form.sections, input.number) : null;
  if (!facts || !item) throw notFound();
  const grade = (await listCurrentGrades(db, input.attemptId)).find((one) => one.itemNumber === input.number);
  const read = gradedWorld.safeParse(grade);
  if (!grade || !read.success) throw notFound('no graded world');
  const question = await getPinnedQuestion(db, grade.questionHash);
  if (question.kind !== 'world') throw notFound('no world');
  const { checks, answer, score } = read.data;
  const { seed } = input;
  const isGraded = seed !== null && seed <= question.runs.graded && read.data.verdict !== 'unanswered';
  return {
    attemptId: input.attemptId,
    candidate: shownName(input.attemptId, facts.candidate.name, facts.position.namesHidden),
    positionTitle: facts.position.title,
    number: item.number,
    title: item.title,
    score,
    seeds: question.runs.graded,
    caps: question.caps,
    invariants: checks.map(({ passed, ...check }) => ({ ...check, held: passed })),
    files: answer.files,
    trace: isGraded
      ? await traceOne(question, sandbox, {
          files: answer.files,
          seed,
          secret: await getGradingSecret(db, grade.questionHash),
          without: [],
          requestId: input.requestId,
          fairnessKey: `staff:${principal.id}`,
        })
      : null,
  };
}
