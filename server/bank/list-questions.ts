import type { DimensionCode } from '../../domain/dimension.ts';
import type { Runtime } from '../../domain/form.ts';
import { type BlueprintStatus, blueprintStatus } from '../../question-bank/assembler/assemble.ts';
import { type Coverage, coverageOf } from '../../question-bank/proof/coverage.ts';
import { formatProblem } from '../../question-bank/schema/problem.ts';
import { authorize } from '../authorize.ts';
import type { StaffPrincipal } from '../session.ts';
import { openBank } from './open-bank.ts';

export interface QuestionRow {
  slug: string;
  title: string;
  kind: string;
  level: string;
  minutes: number;
  weights: Partial<Record<DimensionCode, number>>;
  topics: string[];
  seeds: string[];
  runtimes: Runtime[];
}

export interface Library {
  questions: QuestionRow[];
  practice: number;
  blueprints: (BlueprintStatus & { purpose: string; minutes: number; mode: 'timed' | 'live' })[];
  coverage: Pick<Coverage, 'evidenceMinutes'> & {
    seedItems: { code: string; text: string; slugs: string[] }[];
  };
  /** Files that could not be read, with line and reason. Their questions are left out. */
  problems: string[];
}

/** The question bank for staff: what there is, what can be assembled from it, what it covers. Without keys or rubrics. */
export async function listQuestions(principal: StaffPrincipal): Promise<Library> {
  authorize(principal, 'bank.read');
  const { bank, problems } = await openBank();
  const coverage = coverageOf(bank);
  const status = blueprintStatus(bank);
  return {
    questions: bank.questions
      .map(({ slug, title, kind, level, minutes, weights, topics, seeds, runtimes }) => ({
        slug,
        title,
        kind,
        level,
        minutes,
        weights,
        topics,
        seeds,
        runtimes,
      }))
      .toSorted((a, b) => a.kind.localeCompare(b.kind) || a.title.localeCompare(b.title)),
    practice: bank.practice.length,
    blueprints: bank.blueprints
      .flatMap((blueprint) => {
        const own = status.find((one) => one.slug === blueprint.slug);
        const { purpose, minutes, mode } = blueprint;
        return own ? [{ ...own, purpose, minutes, mode }] : [];
      })
      .toSorted((a, b) => Number(b.ready) - Number(a.ready)),
    coverage: {
      evidenceMinutes: coverage.evidenceMinutes,
      seedItems: bank.seeds.map(({ code, text }) => ({ code, text, slugs: coverage.seedItems[code] ?? [] })),
    },
    problems: problems.map(formatProblem),
  };
}
