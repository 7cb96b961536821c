import path from 'node:path';
import { roundScore } from '../../domain/grading/grade.ts';
import type { Sandbox, WorldSandbox } from '../../sandbox/contract.ts';
import type { Lab, LabVerdict } from '../../sandbox/lab/contract.ts';
import { loadQuestionFolder } from '../load-question.ts';
import { type GradableQuestion, isGradable } from '../question.ts';
import { formatProblem } from '../schema/problem.ts';
import { BadUse } from './exit-codes.ts';
import { type AnswerVerdict, gradeAnswer } from './grade-answer.ts';
import { readAnswer } from './read-answer.ts';
import { runWorldAnswer, type SeedOptions, type WorldRunReport } from './run-world-answer.ts';

/** What `bank -- run --json` prints. Field names are stable. */
export interface RunReport {
  slug: string;
  verdict: AnswerVerdict | 'failure';
  /** 0..1; null for a failure of ours. */
  score: number | null;
  checks: Array<{
    name: string;
    title: string;
    passed: boolean;
    /** Share of the score. */
    weight: number;
    message: string;
    misconceptions: string[];
  }>;
  /** The program's own error, or ours. */
  error: string | null;
  console: string[];
  wallMs: number | null;
  memoryBytes: number | null;
  /** Of a world: what its seeds came to. */
  world?: WorldRunReport;
  /** Of a world: seeds that broke an invariant or did not come to their end. */
  failingSeeds?: number[];
}

/** Grades one answer file with every check of the question, as after a submission. */
export async function runAnswer(
  directory: string,
  slug: string,
  file: string,
  open: { openSandbox: () => Promise<Sandbox & WorldSandbox>; openLab: () => Promise<Lab> },
  seeds: SeedOptions = { count: null, first: null, trace: null },
): Promise<RunReport> {
  const question = await getGradableQuestion(directory, slug);
  const answer = await readAnswer(question, file);
  if (question.kind === 'world') {
    const sandbox = await open.openSandbox();
    try {
      return await runWorldAnswer(question, answer, sandbox, seeds);
    } finally {
      await sandbox.close();
    }
  }
  if (seeds.count !== null || seeds.first !== null || seeds.trace !== null)
    throw new BadUse(`--seeds, --seed and --trace belong to worlds; ${slug} is a ${question.kind} question`);
  const sandbox = question.kind === 'code' ? await open.openSandbox() : noSandbox;
  const lab = question.kind === 'sql' ? await open.openLab() : null;
  try {
    const outcome = await gradeAnswer(question, answer, sandbox, {
      requestId: `bank-run-${slug}`,
      fairnessKey: 'bank-run',
      realCandidate: false,
      select: 'all',
      ...(lab === null ? {} : { lab }),
    });
    if (outcome.kind === 'failure') {
      const error = `${outcome.failure.code}: ${outcome.failure.message}`;
      return {
        slug,
        verdict: 'failure',
        score: null,
        checks: [],
        error,
        console: [],
        wallMs: null,
        memoryBytes: null,
      };
    }
    const { run, labRun } = outcome;
    return {
      slug,
      verdict: outcome.verdict,
      score: outcome.score,
      checks: outcome.checks.map(({ earned: _, ...check }) => ({
        ...check,
        // What an objective is, and in which profile, says its title.
        message: question.kind === 'design' ? `${check.title}: ${check.message}` : check.message,
        weight: roundScore(check.weight),
      })),
      error: run?.error ? `${run.error.name}: ${run.error.message}` : sqlErrorOf(labRun),
      console: run?.console.map((line) => line.text) ?? [],
      wallMs: run?.wallMs ?? labRun?.wallMs ?? null,
      memoryBytes: run?.memoryBytes ?? null,
    };
  } finally {
    await sandbox.close();
    await lab?.shutdown();
  }
}

/** `index.sql:3:14 42601: syntax error at or near "create"`. */
function sqlErrorOf(verdict: LabVerdict | null): string | null {
  if (!verdict?.error) return null;
  const { code, message, line, column } = verdict.error;
  const place = line === null ? '' : `:${line}:${column}`;
  return `${verdict.errorFile ?? ''}${place} ${code}: ${message}`;
}

async function getGradableQuestion(directory: string, slug: string): Promise<GradableQuestion> {
  if (!/^[a-z0-9-]+$/u.test(slug)) throw new BadUse(`"${slug}" is no slug`);
  for (const folder of ['questions', 'practice']) {
    const loaded = await loadQuestionFolder(path.join(directory, folder, slug), `${folder}/${slug}`).catch(
      () => null,
    );
    if (loaded === null) continue;
    if (!loaded.ok) throw new BadUse(loaded.problems.map(formatProblem).join('\n'));
    if (!isGradable(loaded.value))
      throw new BadUse(`${slug} is a discussion: people score it, no command can`);
    return loaded.value;
  }
  throw new BadUse(`there is no question ${slug}`);
}

/** Choices and estimates are graded by rules alone; if one ever asked for a run, that would be a bug. */
const noSandbox: Sandbox = {
  run: () => Promise.reject(new Error('this kind of question runs no program')),
  health: () => Promise.reject(new Error('this kind of question runs no program')),
  close: () => Promise.resolve(),
};
