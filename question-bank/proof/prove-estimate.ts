import { bandsOf, type EstimatePart, isInside } from '../../domain/grading/estimate-key.ts';
import { gradeEstimate } from '../../domain/grading/grade-estimate.ts';
import type { EstimateQuestion } from '../question.ts';
import { describeWrong, type QuestionProof, type WrongProof } from './question-proof.ts';

export type ComputedValues = Record<string, number | string>;

/** A key may be rounded for the reader, but not by more than this against the computed value. */
const roundingPercentMax = 1;

/**
 * `computed` is what the question's own `values.ts` gives: every part's answer, from the numbers in the prompt. The
 * key must agree with it, the computed answers must score 1, and every trap must score 0 and be recognised.
 */
export function proveEstimate(question: EstimateQuestion, computed: ComputedValues): QuestionProof {
  const problems = question.parts.flatMap((part) => compareWithKey(part, computed[part.id]));
  const known = new Set(question.parts.map((part) => part.id));
  for (const id of Object.keys(computed)) {
    if (!known.has(id)) problems.push(`values.ts computes "${id}", which is no part of estimate.yaml`);
  }

  const key = { parts: question.parts };
  const gradeOf = (values: Record<string, { value: string; unit: string }>) =>
    gradeEstimate(key, { kind: 'estimate', values, reasoning: '' });
  const typed = (part: EstimatePart, value: number | string) => ({
    value: String(value),
    unit: part.form === 'number' ? part.unit : '',
  });

  const worked = gradeOf(
    Object.fromEntries(question.parts.map((part) => [part.id, typed(part, computed[part.id] ?? '')])),
  );
  if (worked.score !== 1) problems.push(`the computed answers score ${worked.score}; expected 1`);

  const wrong = question.parts.flatMap((part) =>
    part.traps.map((trap): WrongProof => {
      const grade = gradeOf({ [part.id]: typed(part, trap.value) });
      const named = grade.checks.find((check) => check.name === part.id);
      const caught = grade.score === 0 && named?.misconceptions.includes(trap.misconception) === true;
      const outcome = caught ? 'rejected' : 'accepted';
      return { name: `${part.id}=${trap.value}`, check: part.id, outcome, alsoFailed: [] };
    }),
  );
  if (wrong.length === 0) problems.push('estimate.yaml has no trap; expected at least one known wrong way');
  problems.push(...wrong.map(describeWrong).filter((problem) => problem !== null));
  return {
    slug: question.slug,
    kind: question.kind,
    reference: worked.score === 1 ? 'passed' : 'failed',
    wrong,
    problems,
    warnings: [],
    failure: null,
  };
}

function compareWithKey(part: EstimatePart, computed: number | string | undefined): string[] {
  if (computed === undefined) return [`${part.id}: values.ts gives no value`];
  if (part.form === 'pick') {
    return computed === part.answer
      ? []
      : [`${part.id}: values.ts gives ${computed}, the key says ${part.answer}`];
  }
  if (typeof computed !== 'number' || !Number.isFinite(computed)) {
    return [`${part.id}: values.ts gives ${computed}; expected a number`];
  }
  const rounded = Math.abs(computed - part.answer) <= (Math.abs(computed) * roundingPercentMax) / 100;
  if (!rounded || !isInside(computed, bandsOf(part).full)) {
    return [`${part.id}: values.ts gives ${computed}, the key says ${part.answer}`];
  }
  return [];
}
