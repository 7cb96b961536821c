import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Sandbox, WorldSandbox } from '../../sandbox/contract.ts';
import type { Lab } from '../../sandbox/lab/contract.ts';
import { type BlueprintStatus, blueprintStatus } from '../assembler/assemble.ts';
import { type Bank, loadBank } from '../loader.ts';
import type { Question } from '../question.ts';
import { type BankProblem, formatProblem } from '../schema/problem.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { lintQuestion } from './lint-question.ts';
import { proveChoice } from './prove-choice.ts';
import { type Enqueue, proveCode } from './prove-code.ts';
import { proveDesign } from './prove-design.ts';
import { type ComputedValues, proveEstimate } from './prove-estimate.ts';
import { proveIncident } from './prove-incident.ts';
import { proveSql } from './prove-sql.ts';
import { proveWorld } from './prove-world.ts';
import type { QuestionProof } from './question-proof.ts';

export interface CheckOptions {
  /** The question bank's folder. */
  directory: string;
  kind: string | null;
  slug: string | null;
  /** Designs: hold the reference against many more seeds than for every change. */
  thorough?: boolean;
  /** Runs at the same time. */
  parallel: number;
  /** Opened on the first code question, and once more on the first world: its seeds are repeated in other processes. */
  openSandbox: () => Promise<Sandbox & WorldSandbox>;
  /** Opened on the first SQL question only. */
  openLab: () => Promise<Lab>;
  onProgress: (line: string) => void;
}

/** What `bank -- check --json` prints. Field names are stable. */
export interface CheckReport {
  ok: boolean;
  questions: number;
  byKind: Record<string, number>;
  practice: number;
  referencesPassed: number;
  referencesFailed: number;
  wrongRejected: number;
  /** Failed nothing. */
  wrongAccepted: number;
  /** Failed, but not the named check. */
  wrongMisattributed: number;
  /** Wrong answers that were tried, per kind. */
  wrongByKind: Record<string, number>;
  seedItemsUncovered: string[];
  /** Everything that has to be put right, one sentence each. */
  problems: string[];
  warnings: string[];
  /** Runs that our own sandbox failed. */
  failures: string[];
  /** Measured values against their bounds, for the questions that have any. */
  margins: string[];
  /** Wrong answers with the checks they failed besides the named one. */
  alsoFailed: Record<string, string[]>;
  coverage: Coverage;
  blueprints: BlueprintStatus[];
}

/** Loads and proves the bank, or the part of it that `kind` and `slug` name. */
export async function checkBank(options: CheckOptions): Promise<CheckReport> {
  const { bank, problems: loadProblems } = await loadBank(options.directory);
  const wanted = (question: Question) =>
    (options.kind === null || question.kind === options.kind) &&
    (options.slug === null || question.slug === options.slug);
  const questions = bank.questions.filter(wanted);
  const practice = bank.practice.filter(wanted);

  const runner = new Runner(options);
  const proveAll = (list: readonly Question[], folder: string) =>
    Promise.all(
      list.map(async (question) => {
        const proof = await runner.prove(question, path.join(options.directory, folder, question.slug));
        options.onProgress(describeProof(proof));
        return proof;
      }),
    );
  try {
    const proofs = await proveAll(questions, 'questions');
    const practiceProofs = await proveAll(practice, 'practice');
    return report(bank, proofs, practiceProofs, relevantProblems(loadProblems, options));
  } finally {
    await runner.close();
  }
}

class Runner {
  private readonly options: CheckOptions;
  private sandbox: Promise<Sandbox & WorldSandbox> | null = null;
  private another: Promise<Sandbox & WorldSandbox> | null = null;
  private lab: Promise<Lab> | null = null;
  private readonly enqueue: Enqueue;

  constructor(options: CheckOptions) {
    this.options = options;
    this.enqueue = limitParallel(options.parallel);
  }

  async prove(question: Question, directory: string): Promise<QuestionProof> {
    const lint = lintQuestion(question);
    const proof = await this.proveByKind(question, directory);
    return { ...proof, problems: [...lint, ...proof.problems] };
  }

  private async proveByKind(question: Question, directory: string): Promise<QuestionProof> {
    switch (question.kind) {
      case 'choice':
        return proveChoice(question);
      case 'estimate':
        try {
          return proveEstimate(question, await computeValues(directory));
        } catch (error) {
          const problem = `values.ts can't be used: ${error instanceof Error ? error.message : String(error)}`;
          const { slug, kind } = question;
          return {
            slug,
            kind,
            reference: 'failed',
            wrong: [],
            problems: [problem],
            warnings: [],
            failure: null,
          };
        }
      case 'code':
        this.sandbox ??= this.options.openSandbox();
        return proveCode(question, await this.sandbox, this.enqueue);
      case 'world':
        this.sandbox ??= this.options.openSandbox();
        this.another ??= this.options.openSandbox();
        return proveWorld(question, await this.sandbox, await this.another, this.enqueue);
      case 'sql':
        this.lab ??= this.options.openLab();
        return proveSql(question, await this.lab, this.enqueue);
      case 'incident':
        return proveIncident(question);
      case 'design':
        return proveDesign(question, { thorough: this.options.thorough ?? false });
      case 'discussion': {
        const { slug, kind } = question;
        return { slug, kind, reference: 'none', wrong: [], problems: [], warnings: [], failure: null };
      }
    }
  }

  async close(): Promise<void> {
    await (await this.sandbox)?.close();
    await (await this.another)?.close();
    await (await this.lab)?.shutdown();
  }
}

const valuesModule = z.object({
  default: z.custom<() => unknown>(
    (value) => typeof value === 'function',
    'expected a default export, a function',
  ),
});
const computedValues = z.record(z.string(), z.union([z.number(), z.string()]));

/** Runs an estimate's `values.ts`. It belongs to the bank, not to a candidate, so it runs here. */
async function computeValues(directory: string): Promise<ComputedValues> {
  const loaded: unknown = await import(pathToFileURL(path.join(directory, 'values.ts')).href);
  return computedValues.parse(valuesModule.parse(loaded).default());
}

export function limitParallel(parallel: number): Enqueue {
  let running = 0;
  const waiting: Array<() => void> = [];
  return async (job) => {
    if (running >= parallel) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await job();
    } finally {
      // A finished job hands its place on, so that `running` stays true without a gap.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

function relevantProblems(problems: readonly BankProblem[], options: CheckOptions): string[] {
  return problems
    .filter((problem) => options.slug === null || problem.file.split('/')[1] === options.slug)
    .map(formatProblem);
}

function report(
  bank: Bank,
  proofs: readonly QuestionProof[],
  practiceProofs: readonly QuestionProof[],
  loadProblems: readonly string[],
): CheckReport {
  const wrong = proofs.flatMap((proof) =>
    proof.wrong.map((one) => ({ ...one, kind: proof.kind, slug: proof.slug })),
  );
  const all = [...proofs, ...practiceProofs];
  const problems = [
    ...loadProblems,
    ...all.flatMap((proof) => proof.problems.map((problem) => `${proof.slug}: ${problem}`)),
  ];
  const failures = all.flatMap((proof) =>
    proof.failure === null ? [] : [`${proof.slug}: ${proof.failure}`],
  );
  const coverage = coverageOf(bank);
  const count = (outcome: string) => wrong.filter((one) => one.outcome === outcome).length;
  return {
    ok: problems.length === 0 && failures.length === 0,
    questions: proofs.length,
    byKind: countBy(proofs.map((proof) => proof.kind)),
    practice: practiceProofs.length,
    referencesPassed: proofs.filter((proof) => proof.reference === 'passed').length,
    referencesFailed: proofs.filter((proof) => proof.reference === 'failed').length,
    wrongRejected: count('rejected'),
    wrongAccepted: count('accepted'),
    wrongMisattributed: count('misattributed'),
    wrongByKind: countBy(wrong.map((one) => one.kind)),
    seedItemsUncovered: coverage.seedItemsUncovered,
    problems,
    warnings: all.flatMap((proof) => proof.warnings.map((warning) => `${proof.slug}: ${warning}`)),
    failures,
    margins: all.flatMap((proof) => (proof.margins ?? []).map((margin) => `${proof.slug}: ${margin}`)),
    alsoFailed: Object.fromEntries(
      wrong
        .filter((one) => one.alsoFailed.length > 0)
        .map((one) => [`${one.slug}/${one.name}`, one.alsoFailed]),
    ),
    coverage,
    blueprints: blueprintStatus(bank),
  };
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** One line, and one more for everything that is wrong: a log of a machine far away is all that is left of a failure. */
function describeProof(proof: QuestionProof): string {
  if (proof.failure !== null) return `? ${proof.slug}: ${proof.failure}`;
  const rejected = proof.wrong.filter((one) => one.outcome === 'rejected').length;
  const wrong =
    proof.wrong.length === 0 ? '' : `, ${rejected} of ${proof.wrong.length} wrong answers rejected`;
  const mark = proof.problems.length === 0 ? '✓' : '✗';
  const busy = proof.workerMs === undefined ? '' : `, ${(proof.workerMs / 1_000).toFixed(1)} s of a worker`;
  return [
    `${mark} ${proof.slug} (${proof.kind}): reference ${proof.reference}${wrong}${busy}`,
    ...proof.problems.map((problem) => `    ${problem}`),
  ].join('\n');
}
