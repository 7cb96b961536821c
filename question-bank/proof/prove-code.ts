import type { AnswerFile } from '../../domain/answer.ts';
import type { Sandbox } from '../../sandbox/contract.ts';
import type { CodeQuestion, DeclaredCheck } from '../question.ts';
import { type GradeOutcome, gradeAnswer } from './grade-answer.ts';
import { describeWrong, judgeWrong, type QuestionProof, type WrongProof } from './question-proof.ts';

/** An overloaded sandbox is asked again this often before the proof gives up on a run. */
const attemptsMax = 5;

/** What an answer that nobody has touched may score at most. */
const starterScoreMax = 0.3;

type Judged = Extract<GradeOutcome, { kind: 'verdict' }>;
/** Runs one job when a worker is free. */
export type Enqueue = <T>(job: () => Promise<T>) => Promise<T>;

export class SandboxFailed extends Error {}
export const noRuns = 'wrong/ has no wrong answer; expected at least one known wrong way';

/**
 * The reference passes every check, and what the sandbox reports of the checks is what question.yaml declares; the
 * starter does not pass; every wrong answer runs and fails the check it is named for.
 */
export async function proveCode(
  question: CodeQuestion,
  sandbox: Sandbox,
  enqueue: Enqueue,
): Promise<QuestionProof> {
  const base = { slug: question.slug, kind: question.kind, warnings: [] };
  const judge = (name: string, files: AnswerFile[], stopAfterFailureOf?: string) =>
    enqueue(() => judgeFiles(question, sandbox, name, files, stopAfterFailureOf));
  try {
    const [reference, starter, ...wrongRuns] = await Promise.all([
      judge('reference', question.reference),
      judge('starter', question.starter),
      ...question.wrong.map((wrong) => judge(wrong.name, wrong.files, wrong.check)),
    ]);
    const problems = [...referenceProblems(question, reference), ...starterProblems(starter)];
    const wrong: WrongProof[] = [];
    const warnings: string[] = [];
    question.wrong.forEach((answer, index) => {
      const run = wrongRuns[index];
      if (!run) return;
      const proof = judgeWrong(answer.name, answer.check, run);
      wrong.push(proof);
      const described = describeWrong(proof);
      if (described !== null) problems.push(described);
      if (!runsAtAll(run)) {
        problems.push(
          `wrong answer ${answer.name} does not run at all (${firstMessage(run)}); expected a working program`,
        );
      }
      const unlisted = proof.alsoFailed.filter((check) => !answer.alsoFailed.includes(check));
      if (proof.outcome === 'rejected' && unlisted.length > 0) {
        warnings.push(
          `${answer.name} also fails ${unlisted.join(', ')}; list it in wrong.yaml or make it fail one check`,
        );
      }
    });
    if (wrong.length === 0) problems.push(noRuns);
    const passed = reference.verdict === 'passed';
    return { ...base, reference: passed ? 'passed' : 'failed', wrong, problems, warnings, failure: null };
  } catch (error) {
    if (!(error instanceof SandboxFailed)) throw error;
    return { ...base, reference: 'none', wrong: [], problems: [], failure: error.message };
  }
}

async function judgeFiles(
  question: CodeQuestion,
  sandbox: Sandbox,
  name: string,
  files: AnswerFile[],
  stopAfterFailureOf?: string,
): Promise<Judged> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await gradeAnswer(question, { kind: 'code', files }, sandbox, {
      requestId: `bank-${question.slug}-${name}-${attempt}`,
      fairnessKey: `bank-${question.slug}-${name}`,
      realCandidate: false,
      select: 'all',
      ...(stopAfterFailureOf === undefined ? {} : { stopAfterFailureOf }),
    });
    if (outcome.kind === 'verdict') return outcome;
    const { code, message, retryAfterMs } = outcome.failure;
    if (retryAfterMs === null || attempt >= attemptsMax)
      throw new SandboxFailed(`${name}: ${code}: ${message}`);
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
  }
}

function referenceProblems(question: CodeQuestion, run: Judged): string[] {
  const problems = run.checks
    .filter((check) => !check.passed)
    .map((check) => `the reference fails ${check.name}: ${check.message}`);
  if (run.verdict !== 'passed' && problems.length === 0) {
    problems.push(`the reference ends with ${run.verdict}: ${run.run?.error?.message ?? 'no check was run'}`);
  }
  return [...problems, ...declarationProblems(question, run)];
}

/** question.yaml must say of the checks what the sandbox says of check.ts: the page is made from one, scores from the other. */
function declarationProblems(question: CodeQuestion, run: Judged): string[] {
  const weightTotal = question.checks.reduce((sum, check) => sum + check.weight, 0);
  const reported = run.run?.checks ?? [];
  const describe = (check: DeclaredCheck) =>
    `${check.name} ("${check.title}", ${check.visible ? 'visible' : 'hidden'})`;
  const inYaml = question.checks.map(describe);
  const inCheck = reported.map(describe);
  const problems = [
    ...inCheck
      .filter((one) => !inYaml.includes(one))
      .map((one) => `check.ts has ${one}; question.yaml does not`),
    ...inYaml
      .filter((one) => !inCheck.includes(one))
      .map((one) => `question.yaml has ${one}; check.ts does not`),
  ];
  if (problems.length > 0) return problems;
  const shares = (checks: readonly DeclaredCheck[], total: number) =>
    checks.map((check) => `${check.name} ${((100 * check.weight) / total).toFixed(1)} %`).join(', ');
  const declared = shares(question.checks, weightTotal);
  const actual = shares(reported, 1);
  if (declared === actual) return [];
  return [`the weights differ: question.yaml says ${declared}; check.ts says ${actual}`];
}

function starterProblems(run: Judged): string[] {
  if (run.verdict === 'passed')
    return ['the starter passes every check; expected it to leave something to do'];
  if (run.score <= starterScoreMax) return [];
  return [
    `the starter scores ${run.score.toFixed(2)}; expected at most ${starterScoreMax} for an untouched answer`,
  ];
}

/** A file that does not even load fails every check, the named one included, and proves nothing. */
function runsAtAll(run: Judged): boolean {
  const statuses = (run.run?.checks ?? []).map((check) => check.status);
  return statuses.length === 0 ? run.run?.status === 'ok' : !statuses.every((status) => status === 'error');
}

function firstMessage(run: Judged): string {
  return run.run?.error?.message ?? run.checks.find((check) => !check.passed)?.message ?? run.verdict;
}
