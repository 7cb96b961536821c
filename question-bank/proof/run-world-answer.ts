import { open } from 'node:fs/promises';
import type { AnswerContent } from '../../domain/answer.ts';
import { roundScore } from '../../domain/grading/grade.ts';
import type { WorldSandbox, WorldSeedResult } from '../../sandbox/contract.ts';
import { traceLine } from '../../simulation/core/trace.ts';
import type { WorldQuestion } from '../question.ts';
import { gradeAnswer } from './grade-answer.ts';
import type { RunReport } from './run-answer.ts';

/** Which seeds `bank -- run` takes, and the file that gets their traces. Null where it was not said. */
export interface SeedOptions {
  count: number | null;
  first: number | null;
  trace: string | null;
}

export interface WorldRunReport {
  seeds: { seed: number; status: string; broken: string[]; message: string; events: number; hash: string }[];
  invariants: {
    name: string;
    title: string;
    held: boolean;
    failingSeeds: number[];
    pooled: { value: number; message: string } | null;
  }[];
  /** What may go wrong in this world, as its definition has it. */
  faultBudget: string[];
}

/** A trace of one seed can have a million events, so few seeds at a time are held. */
const tracedAtOnce = 1;
/** What a failure of ours leaves of a report. */
const nothing = { score: null, checks: [], console: [], wallMs: null, memoryBytes: null };

/** Runs an answer on published seeds: 1 to N, or from S on. With a trace file every event becomes a line of it. */
export async function runWorldAnswer(
  question: WorldQuestion,
  answer: AnswerContent,
  sandbox: WorldSandbox,
  options: SeedOptions,
): Promise<RunReport> {
  const first = options.first ?? 1;
  const count = options.count ?? (options.first === null ? question.runs.full : 1);
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  const { slug } = question;
  const grade = (some: readonly number[], wantTrace: boolean) =>
    gradeAnswer(question, answer, noCode, {
      requestId: `bank-run-${slug}`,
      fairnessKey: 'bank-run',
      realCandidate: false,
      select: 'all',
      world: { sandbox, secret: '', seeds: some, shrink: false, wantTrace },
    });
  const outcome = await grade(seeds, false);
  if (outcome.kind === 'failure') {
    const { code, message } = outcome.failure;
    return { slug, verdict: 'failure', error: `${code}: ${message}`, ...nothing };
  }
  const { worldRun } = outcome;
  if (worldRun === null) throw new Error(`a run of ${slug} gave no seeds`);
  if (options.trace !== null) {
    const file = await open(options.trace, 'w');
    try {
      for (let from = 0; from < seeds.length; from += tracedAtOnce) {
        const traced = await grade(seeds.slice(from, from + tracedAtOnce), true);
        if (traced.kind === 'failure') {
          const { code, message } = traced.failure;
          return { slug, verdict: 'failure', error: `${code}: ${message}`, ...nothing };
        }
        for (const seed of traced.worldRun?.seeds ?? []) await file.write(traceText(seed));
      }
    } finally {
      await file.close();
    }
  }
  const { error } = worldRun;
  return {
    slug,
    verdict: outcome.verdict,
    score: outcome.score,
    checks: outcome.checks.map(({ name, title, passed, weight, message, misconceptions }) => ({
      name,
      title,
      passed,
      weight: roundScore(weight),
      message,
      misconceptions,
    })),
    error: error ? `${error.name}: ${error.message}` : null,
    console: [],
    wallMs: worldRun.wallMs,
    memoryBytes: worldRun.memoryBytes,
    failingSeeds: worldRun.seeds.filter((seed) => !seed.passed).map(({ seed }) => seed),
    world: {
      seeds: worldRun.seeds.map(shortSeed),
      invariants: worldRun.invariants.map(({ name, title, held, failingSeeds, pooled }) => ({
        name,
        title,
        held,
        failingSeeds,
        pooled,
      })),
      faultBudget: worldRun.faultBudget,
    },
  };
}

function shortSeed({ seed, status, message, invariants, events, traceHash }: WorldSeedResult) {
  const broken = invariants.filter((one) => !one.held);
  return {
    seed,
    status,
    broken: status === 'ok' ? broken.map((one) => one.name) : [status],
    message: message || (broken[0]?.message ?? ''),
    events,
    hash: traceHash,
  };
}

/** One line for each event and one with the hash: no wall time and no paths are in it. */
function traceText({ seed, trace, status, events, traceHash }: WorldSeedResult): string {
  const lines = (trace ?? []).map((event) => `{"seed":${seed},${traceLine(event).slice(1)}\n`);
  return `${lines.join('')}${JSON.stringify({ seed, status, events, hash: traceHash })}\n`;
}

/** A world runs through `runWorld`; if it ever asked for a plain run, that would be a bug. */
const noCode = {
  run: () => Promise.reject(new Error('a world question runs seeds only')),
  health: () => Promise.reject(new Error('a world question runs seeds only')),
  close: () => Promise.resolve(),
};
