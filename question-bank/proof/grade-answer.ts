import type { AnswerContent } from '../../domain/answer.ts';
import { type Grade, type GradedCheck, roundScore } from '../../domain/grading/grade.ts';
import { gradeChoice } from '../../domain/grading/grade-choice.ts';
import { gradeEstimate } from '../../domain/grading/grade-estimate.ts';
import { gradeWorld } from '../../domain/grading/grade-world.ts';
import { gradeIncident } from '../../domain/incident/grade-incident.ts';
import type {
  CheckResult,
  Confinement,
  RunLimits,
  Sandbox,
  SandboxFailure,
  Verdict,
  VerdictStatus,
  WorldResult,
  WorldSandbox,
  WorldSeedResult,
} from '../../sandbox/contract.ts';
import type { GradedLabQuestion, Lab, LabVerdict } from '../../sandbox/lab/contract.ts';
import { choiceKeyOf } from '../answer-keys.ts';
import {
  type CodeQuestion,
  choiceFor,
  type GradableQuestion,
  type SqlQuestion,
  type WorldQuestion,
} from '../question.ts';
import { gradeDesignAnswer } from './grade-design-answer.ts';
import { worldFindings } from './world-findings.ts';

/** What an answer got: the two verdicts of grading, or why the program could not be judged on its outputs. */
export type AnswerVerdict = 'passed' | 'failed' | Exclude<VerdictStatus, 'ok'>;

export type GradeOutcome =
  | {
      kind: 'verdict';
      verdict: AnswerVerdict;
      /** 0..1. With `select: 'visible'` it is the share of the visible checks only, and no score of the question. */
      score: number;
      checks: GradedCheck[];
      /** The program's own run (console, time, memory, inputs and outputs of visible checks); null where none was needed. */
      run: Verdict | null;
      /** What the lab found of an SQL answer; null for the other kinds. */
      labRun: LabVerdict | null;
      /** What the seeds of a world came to; null for the other kinds. */
      worldRun: WorldResult | null;
      confinement: Confinement | null;
    }
  /** Ours: to be retried, never scored. */
  | { kind: 'failure'; failure: SandboxFailure };

export interface GradeOptions {
  requestId: string;
  /** Runs that share a key share one queue. */
  fairnessKey: string;
  realCandidate: boolean;
  /** `visible` is the Run button, `all` is grading. */
  select: 'visible' | 'all';
  stopAfterFailureOf?: string;
  signal?: AbortSignal;
  /** Answers to world questions need it: where to run, and which seeds of which secret (hex; empty for the published). */
  world?: {
    sandbox: WorldSandbox;
    secret: string;
    seeds: readonly number[];
    onSeed?: (seed: WorldSeedResult) => void;
    shrink?: boolean;
    wantTrace?: boolean;
  };
  /** SQL answers need one; for the other kinds it is not asked. */
  lab?: Lab;
}

/**
 * Grades one answer of a kind that needs no person. The same function serves the Run button, grading after
 * submission, and the bank's own proof, so a question cannot be proven by one rule and scored by another.
 * Throws when the answer is not of the question's kind: that is a bug of the caller.
 */
export async function gradeAnswer(
  question: GradableQuestion,
  answer: AnswerContent,
  sandbox: Sandbox,
  options: GradeOptions,
): Promise<GradeOutcome> {
  if (question.kind === 'choice' && answer.kind === 'choice') {
    // Ids and rightness are the same in every runtime, so any variant's key grades all of them.
    return withoutRun(gradeChoice(choiceKeyOf(choiceFor(question, null)), answer));
  }
  if (question.kind === 'estimate' && answer.kind === 'estimate') {
    return withoutRun(gradeEstimate({ parts: question.parts }, answer));
  }
  if (question.kind === 'code' && answer.kind === 'code') {
    return gradeCode(question, answer.files, sandbox, options);
  }
  if (question.kind === 'world' && answer.kind === 'world') {
    if (options.world === undefined)
      throw new Error(`${question.slug} cannot be graded without seeds and somewhere to run them`);
    return gradeWorldAnswer(question, answer.files, options.world, options);
  }
  if (question.kind === 'sql' && answer.kind === 'sql') {
    if (options.lab === undefined) throw new Error(`${question.slug} cannot be graded without a lab`);
    return gradeSql(question, answer.files, options.lab, options);
  }
  if (question.kind === 'incident' && answer.kind === 'incident') {
    // Costs and marks are the same in every runtime, so the general board grades all of them.
    return withoutRun(gradeIncident(question.incidents.general, question.reference.steps, answer));
  }
  if (question.kind === 'design' && answer.kind === 'design') {
    return withoutRun(await gradeDesignAnswer(question, answer));
  }
  throw new Error(
    `a ${answer.kind} answer cannot be graded for ${question.slug}, which is a ${question.kind} question`,
  );
}

function withoutRun(grade: Grade): GradeOutcome {
  return { kind: 'verdict', ...grade, run: null, labRun: null, worldRun: null, confinement: null };
}

async function gradeCode(
  question: CodeQuestion,
  files: ReadonlyArray<{ path: string; text: string }>,
  sandbox: Sandbox,
  options: GradeOptions,
): Promise<GradeOutcome> {
  const outcome = await sandbox.run(
    {
      kind: 'checks',
      requestId: options.requestId,
      fairnessKey: options.fairnessKey,
      realCandidate: options.realCandidate,
      files: files.map((file) => ({ path: file.path, text: file.text })),
      limits: definedLimits(question.limits),
      driver: question.driver,
      checks: question.checkSource,
      select: options.select,
      ...(options.stopAfterFailureOf === undefined ? {} : { stopAfterFailureOf: options.stopAfterFailureOf }),
    },
    options.signal,
  );
  if (outcome.kind === 'failure') return outcome;

  const { verdict, confinement } = outcome;
  const checks = gradedChecks(verdict.checks);
  return {
    kind: 'verdict',
    verdict: overallVerdict(verdict),
    score: roundScore(checks.reduce((sum, check) => sum + check.earned, 0)),
    checks,
    run: verdict,
    labRun: null,
    worldRun: null,
    confinement,
  };
}

async function gradeWorldAnswer(
  question: WorldQuestion,
  files: ReadonlyArray<{ path: string; text: string }>,
  world: NonNullable<GradeOptions['world']>,
  options: GradeOptions,
): Promise<GradeOutcome> {
  const outcome = await world.sandbox.runWorld(
    {
      requestId: options.requestId,
      fairnessKey: options.fairnessKey,
      realCandidate: options.realCandidate,
      files: files.map((file) => ({ path: file.path, text: file.text })),
      limits: definedLimits(question.limits),
      world: question.worldSource,
      secret: world.secret,
      seeds: [...world.seeds],
      wantTrace: world.wantTrace ?? false,
      shrink: world.shrink ?? false,
    },
    {
      ...(options.signal ? { signal: options.signal } : {}),
      ...(world.onSeed ? { onSeed: world.onSeed } : {}),
    },
  );
  if (outcome.kind === 'failure') return outcome;
  const { result, confinement } = outcome;
  const grade = gradeWorld({
    invariants: question.invariants,
    caps: question.caps,
    findings: worldFindings(result),
    seeds: world.seeds.length,
  });
  return {
    kind: 'verdict',
    verdict: result.status === 'ok' ? grade.verdict : result.status,
    score: grade.score,
    checks: grade.checks,
    run: null,
    labRun: null,
    worldRun: result,
    confinement,
  };
}

/** What the lab needs of a question to grade answers to it. */
export function gradedLabQuestion(question: SqlQuestion): GradedLabQuestion {
  const { slug, contentHash, layout, schemaSql, dataSets, checks, reference } = question;
  return { slug, contentHash, layout, schemaSql, dataSets, checks, reference };
}

async function gradeSql(
  question: SqlQuestion,
  files: ReadonlyArray<{ path: string; text: string }>,
  lab: Lab,
  options: GradeOptions,
): Promise<GradeOutcome> {
  const outcome = await lab.grade(
    {
      requestId: options.requestId,
      fairnessKey: options.fairnessKey,
      realCandidate: options.realCandidate,
      question: gradedLabQuestion(question),
      files: files.map((file) => ({ path: file.path, text: file.text })),
      select: options.select,
      ...(options.stopAfterFailureOf === undefined ? {} : { stopAfterFailureOf: options.stopAfterFailureOf }),
    },
    options.signal,
  );
  if (outcome.kind === 'failure') return outcome;
  if (outcome.kind !== 'ok') throw new Error(`the lab answered a grading with ${outcome.kind}`);
  const checks = gradedChecks(outcome.value.checks);
  return {
    kind: 'verdict',
    verdict: overallVerdict(outcome.value),
    score: roundScore(checks.reduce((sum, check) => sum + check.earned, 0)),
    checks,
    run: null,
    labRun: outcome.value,
    worldRun: null,
    confinement: null,
  };
}

function gradedChecks(results: readonly CheckResult[]): GradedCheck[] {
  const weightTotal = results.reduce((sum, check) => sum + check.weight, 0);
  return results.map((check): GradedCheck => {
    const weight = weightTotal === 0 ? 0 : check.weight / weightTotal;
    return {
      name: check.name,
      title: check.title,
      passed: check.passed,
      weight,
      earned: check.passed ? weight : 0,
      message: check.message,
      misconceptions: [],
    };
  });
}

/** A program that could not be judged is named by the first reason why; otherwise its checks speak. */
function overallVerdict(run: Pick<Verdict, 'status'> & { checks: readonly CheckResult[] }): AnswerVerdict {
  if (run.status !== 'ok') return run.status;
  const stopped = run.checks.find((check) => check.status !== 'ok');
  if (stopped && stopped.status !== 'ok') return stopped.status;
  return run.checks.length > 0 && run.checks.every((check) => check.passed) ? 'passed' : 'failed';
}

function definedLimits(limits: CodeQuestion['limits']): RunLimits {
  return {
    ...(limits.wallMs === undefined ? {} : { wallMs: limits.wallMs }),
    ...(limits.cpuMs === undefined ? {} : { cpuMs: limits.cpuMs }),
    ...(limits.memoryMb === undefined ? {} : { memoryMb: limits.memoryMb }),
  };
}
