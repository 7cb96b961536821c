import { type DimensionCode, dimensionCodes } from '../../domain/dimension.ts';
import { evidenceParts } from '../../domain/report/evidence-parts.ts';
import type { Bank } from '../loader.ts';

export interface Coverage {
  /** Seed code → slugs of the questions that cover it. */
  seedItems: Record<string, string[]>;
  /** Dimension → kind → evidence minutes (minutes × weight). */
  evidenceMinutes: Record<DimensionCode, Record<string, number>>;
  seedItemsUncovered: string[];
}

/** A question is filed under EF1–8 by its weights, not by hand: these eight lines are the dimensions themselves. */
const dimensionOfFocus: Record<string, DimensionCode> = {
  EF1: 'FND',
  EF2: 'SYS',
  EF3: 'DBX',
  EF4: 'DBG',
  EF5: 'OPS',
  EF6: 'PSV',
  EF7: 'TRD',
  EF8: 'EXP',
};
/** Least weight with which a question counts for a focus line, in percent. */
const focusWeightPercentMin = 25;
/** RS2 is system-design concepts at large: every question that is mostly about system design covers it. */
const systemDesignWeightPercentMin = 40;

export function coverageOf(bank: Pick<Bank, 'questions' | 'seeds'>): Coverage {
  const seedItems: Record<string, string[]> = {};
  for (const { code } of bank.seeds) {
    const focus = dimensionOfFocus[code];
    seedItems[code] = bank.questions
      .filter(
        (question) =>
          question.seeds.includes(code) ||
          (focus !== undefined && (question.weights[focus] ?? 0) >= focusWeightPercentMin) ||
          (code === 'RS2' && (question.weights.SYS ?? 0) >= systemDesignWeightPercentMin) ||
          // A managed-service letter (GH2c) covers its family line (GH2).
          question.seeds.some(
            (seed) => seed.length > code.length && seed.slice(0, -1) === code && /[a-g]$/u.test(seed),
          ),
      )
      .map((question) => question.slug);
  }
  const evidenceMinutes = Object.fromEntries(
    dimensionCodes.map((code) => [code, minutesByKind(bank.questions, code)]),
  ) as Record<DimensionCode, Record<string, number>>;
  const seedItemsUncovered = Object.keys(seedItems).filter((code) => seedItems[code]?.length === 0);
  return { seedItems, evidenceMinutes, seedItemsUncovered };
}

function minutesByKind(questions: Bank['questions'], code: DimensionCode): Record<string, number> {
  const byKind: Record<string, number> = {};
  for (const question of questions) {
    const minutes = evidenceParts(question).reduce(
      (sum, part) => sum + (part.minutes * (part.weights[code] ?? 0)) / 100,
      0,
    );
    if (minutes > 0) byKind[question.kind] = Math.round(((byKind[question.kind] ?? 0) + minutes) * 10) / 10;
  }
  return byKind;
}

/** The matrix as text for a terminal. */
export function printCoverage(coverage: Coverage): string {
  const kinds = [...new Set(Object.values(coverage.evidenceMinutes).flatMap(Object.keys))].sort();
  const row = (cells: Array<string | number>) => cells.map((cell) => String(cell).padStart(11)).join('');
  const lines = [
    'Evidence minutes per dimension and kind',
    row(['', ...kinds]),
    ...dimensionCodes.map((code) =>
      row([code, ...kinds.map((kind) => coverage.evidenceMinutes[code][kind] ?? '·')]),
    ),
    '',
    'Seed items and the questions that cover them',
    ...Object.entries(coverage.seedItems).map(
      ([code, slugs]) => `${code.padEnd(6)}${String(slugs.length).padStart(3)}  ${slugs.join(', ')}`,
    ),
  ];
  return lines.join('\n');
}
