import type { LabCheck } from '../../../domain/lab/check-schema.ts';
import type { GradedLabQuestion, GradeRequest, LabCheckResult, LabVerdict } from '../contract.ts';
import { checksAtOnce, templatesMax } from '../limits.ts';
import { checkInterleave } from './check-interleave.ts';
import { checkLocks } from './check-locks.ts';
import { checkPlan } from './check-plan.ts';
import { checkResult } from './check-result.ts';
import { checkSessions } from './check-sessions.ts';
import { checkHot, checkSize } from './check-size.ts';
import { checkAccepts, checkRejects, checkState } from './check-statements.ts';
import { Copy, type GradingServices, ScriptFailed } from './copy.ts';
import { type CheckContext, type Finding, failedBy } from './finding.ts';

/** Runs the checks of a question on an answer. The same for the Run button, for grading and for the bank's proof. */
export class Grader {
  readonly #services: GradingServices;
  /** Of the references: expected rows and bounds, by question version. */
  readonly #remembered = new Map<string, Promise<unknown>>();

  constructor(services: GradingServices) {
    this.#services = services;
  }

  /** Throws when the question is broken or the lab fails; whatever the answer does is part of the verdict. */
  async grade(request: GradeRequest): Promise<LabVerdict> {
    const began = performance.now();
    const { question, select, stopAfterFailureOf } = request;
    const total = question.checks.reduce((sum, check) => sum + check.weight, 0);
    const wanted = question.checks.filter((check) => select === 'all' || check.visible);
    const judged = await inOrder(
      wanted,
      // One after another where the rest may not be wanted.
      stopAfterFailureOf === undefined ? checksAtOnce : 1,
      async (check) => {
        const startedAt = performance.now();
        const { finding, broken } = await this.#check(check, request);
        const result = resultOf(check, finding, check.weight / total, performance.now() - startedAt);
        return { result, broken };
      },
      ({ result }) => result.name === stopAfterFailureOf && !result.passed,
    );
    const results = judged.map(({ result }) => result);
    const failures = judged.flatMap(({ broken }) => broken ?? []);
    const [scriptError = null] = failures;
    // On one data set alone it is that check's failure; on all of them nothing was judged.
    const nothingRuns = scriptError !== null && failures.length === results.length;
    return {
      status: nothingRuns ? 'error' : 'ok',
      error: nothingRuns ? (scriptError?.error ?? null) : null,
      errorFile: nothingRuns ? (scriptError?.file ?? null) : null,
      checks: results,
      wallMs: Math.round(performance.now() - began),
    };
  }

  async #check(
    check: LabCheck,
    { question, files }: GradeRequest,
  ): Promise<{ finding: Finding; broken: ScriptFailed | null }> {
    const copies: Copy[] = [];
    const copyWith = async (dataSet: string, scripts: typeof files | null): Promise<Copy> => {
      const copy = await Copy.make(this.#services, question, dataSet);
      copies.push(copy);
      if (scripts) await copy.apply(scripts);
      return copy;
    };
    const base = {
      question,
      files,
      answerCopy: (dataSet: string) => copyWith(dataSet, files),
      startCopy: (dataSet: string) => copyWith(dataSet, null),
      referenceCopy: async (dataSet: string) => {
        try {
          return await copyWith(dataSet, question.reference);
        } catch (error) {
          if (error instanceof ScriptFailed) throw new Error(`the reference does not run: ${error.message}`);
          throw error;
        }
      },
      remember: <T>(key: string, compute: () => Promise<T>) => this.#remember(question, key, compute),
    };
    try {
      return { finding: await runCheck(check, base), broken: null };
    } catch (error) {
      if (!(error instanceof ScriptFailed)) throw error;
      return { finding: failedBy(error.error, error.file), broken: error };
    } finally {
      await Promise.all(copies.map((copy) => copy.drop()));
    }
  }

  #remember<T>(question: GradedLabQuestion, key: string, compute: () => Promise<T>): Promise<T> {
    const full = `${question.slug}/${question.contentHash}/${key}`;
    const known = this.#remembered.get(full) as Promise<T> | undefined;
    if (known) return known;
    const computed = compute();
    this.#remembered.set(full, computed);
    computed.catch(() => this.#remembered.delete(full));
    if (this.#remembered.size > templatesMax * 4) {
      const [oldest] = this.#remembered.keys();
      if (oldest !== undefined) this.#remembered.delete(oldest);
    }
    return computed;
  }
}

/** The results in the order of the list, so many at once; none is begun after one for which `isLast` holds. */
async function inOrder<T, R>(
  list: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<R>,
  isLast: (result: R) => boolean,
): Promise<R[]> {
  const results: R[] = [];
  const left = list.entries();
  let over = false;
  const workers = Array.from({ length: atOnce }, async () => {
    for (const [index, one] of left) {
      if (over) return;
      try {
        const result = await work(one);
        results[index] = result;
        if (isLast(result)) over = true;
      } catch (error) {
        over = true;
        throw error;
      }
    }
  });
  const ends = await Promise.allSettled(workers);
  const broken = ends.find((end) => end.status === 'rejected');
  if (broken) throw broken.reason;
  return results;
}

type Base = Omit<CheckContext<LabCheck['kind']>, 'check'>;

function runCheck(check: LabCheck, base: Base): Promise<Finding> {
  switch (check.kind) {
    case 'result':
      return checkResult({ ...base, check });
    case 'rejects':
      return checkRejects({ ...base, check });
    case 'accepts':
      return checkAccepts({ ...base, check });
    case 'state':
      return checkState({ ...base, check });
    case 'plan':
      return checkPlan({ ...base, check });
    case 'size':
      return checkSize({ ...base, check });
    case 'hot':
      return checkHot({ ...base, check });
    case 'locks':
      return checkLocks({ ...base, check });
    case 'sessions':
      return checkSessions({ ...base, check });
    case 'interleave':
      return checkInterleave({ ...base, check });
  }
}

function resultOf(check: LabCheck, finding: Finding, weight: number, wallMs: number): LabCheckResult {
  const shown = check.visible;
  return {
    name: check.name,
    title: check.title,
    visible: check.visible,
    weight,
    passed: finding.passed,
    status: finding.status ?? 'ok',
    message: finding.message,
    input: shown ? (finding.input ?? null) : null,
    expected: shown ? (finding.expected ?? null) : null,
    actual: shown ? (finding.actual ?? null) : null,
    wallMs: Math.round(wallMs),
    cpuMs: 0,
    measures: finding.measures ?? [],
  };
}
