import type { AnswerFile } from '../../domain/answer.ts';
import type { Lab, LabCheckResult } from '../../sandbox/lab/contract.ts';
import type { SqlQuestion } from '../question.ts';
import { type GradeOutcome, gradeAnswer } from './grade-answer.ts';
import { type Enqueue, noRuns, SandboxFailed } from './prove-code.ts';
import { describeWrong, judgeWrong, type QuestionProof, type WrongProof } from './question-proof.ts';

const attemptsMax = 5;
/** What an answer that nobody has touched may score at most. */
const starterScoreMax = 0.3;

type Judged = Extract<GradeOutcome, { kind: 'verdict' }>;

/**
 * The reference passes every check; the starter does not; every wrong answer runs and fails the check it is named for.
 * For every bound both margins are told: how far the reference stays below it, and how far the wrong answer that is
 * named for it goes beyond.
 */
export async function proveSql(question: SqlQuestion, lab: Lab, enqueue: Enqueue): Promise<QuestionProof> {
  const base = { slug: question.slug, kind: question.kind };
  const judge = (name: string, files: AnswerFile[], stopAfterFailureOf?: string) =>
    enqueue(() => judgeFiles(question, lab, name, files, stopAfterFailureOf));
  try {
    const [reference, starter, ...wrongRuns] = await Promise.all([
      judge('reference', question.reference),
      judge('starter', question.starter),
      ...question.wrong.map((wrong) => judge(wrong.name, wrong.files, wrong.check)),
    ]);
    const problems = reference.checks
      .filter((check) => !check.passed)
      .map((check) => `the reference fails ${check.name}: ${check.message}`);
    if (reference.labRun?.error)
      problems.push(`the reference does not run: ${reference.labRun.error.message}`);
    if (starter.verdict === 'passed')
      problems.push('the starter passes every check; expected it to leave something to do');
    else if (starter.score > starterScoreMax)
      problems.push(`the starter scores ${starter.score.toFixed(2)}; expected at most ${starterScoreMax}`);

    const warnings: string[] = [];
    const wrong: WrongProof[] = [];
    const margins = marginsOf('reference', reference.labRun?.checks ?? []);
    question.wrong.forEach((answer, index) => {
      const run = wrongRuns[index];
      if (!run) return;
      const proof = judgeWrong(answer.name, answer.check, run);
      wrong.push(proof);
      const described = describeWrong(proof);
      if (described !== null) problems.push(described);
      if (run.labRun?.error) {
        problems.push(`wrong answer ${answer.name} does not run at all (${run.labRun.error.message})`);
      }
      const named = (run.labRun?.checks ?? []).filter((check) => check.name === answer.check);
      margins.push(...marginsOf(answer.name, named));
      const unlisted = proof.alsoFailed.filter((check) => !answer.alsoFailed.includes(check));
      if (proof.outcome === 'rejected' && unlisted.length > 0) {
        warnings.push(
          `${answer.name} also fails ${unlisted.join(', ')}; list it in wrong.yaml or make it fail one check`,
        );
      }
    });
    if (wrong.length === 0) problems.push(noRuns);
    const passed = reference.verdict === 'passed';
    return {
      ...base,
      reference: passed ? 'passed' : 'failed',
      wrong,
      problems,
      warnings,
      failure: null,
      margins,
    };
  } catch (error) {
    if (!(error instanceof SandboxFailed)) throw error;
    return { ...base, reference: 'none', wrong: [], problems: [], warnings: [], failure: error.message };
  }
}

async function judgeFiles(
  question: SqlQuestion,
  lab: Lab,
  name: string,
  files: AnswerFile[],
  stopAfterFailureOf?: string,
): Promise<Judged> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await gradeAnswer(question, { kind: 'sql', files }, noSandbox, {
      requestId: `bank-${question.slug}-${name}-${attempt}`,
      fairnessKey: `bank-${question.slug}-${name}`,
      realCandidate: false,
      select: 'all',
      lab,
      ...(stopAfterFailureOf === undefined ? {} : { stopAfterFailureOf }),
    });
    if (outcome.kind === 'verdict') return outcome;
    const { code, message, retryAfterMs } = outcome.failure;
    if (retryAfterMs === null || attempt >= attemptsMax)
      throw new SandboxFailed(`${name}: ${code}: ${message}`);
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
  }
}

/** `pages, reference: buffers 20 of at most 60`. */
function marginsOf(answer: string, checks: readonly LabCheckResult[]): string[] {
  return checks.flatMap((check) =>
    check.measures.map(
      ({ what, value, bound }) => `${check.name}, ${answer}: ${what} ${round(value)} against ${round(bound)}`,
    ),
  );
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** SQL is run by the lab; if it ever asked for the sandbox, that would be a bug. */
const noSandbox = {
  run: () => Promise.reject(new Error('an SQL question runs no program')),
  health: () => Promise.reject(new Error('an SQL question runs no program')),
  close: () => Promise.resolve(),
};
