import type { DimensionCode } from '../dimension.ts';
import { ratedWeights } from '../form.ts';
import { writtenPercent } from '../grading/limits.ts';
import { isGraded, isRated } from '../kind.ts';

type Weights = Partial<Record<DimensionCode, number>>;

export interface EvidencePart {
  by: 'rules' | 'raters';
  minutes: number;
  weights: Weights;
}

/** What a question's minutes are evidence for: its score by rules, its ratings, or with a written part both, each with its share. */
export function evidenceParts(item: {
  kind: string;
  minutes: number;
  weights: Weights;
  written?: Weights;
}): EvidencePart[] {
  const { kind, minutes, weights } = item;
  if (!isRated(kind)) return [{ by: 'rules', minutes, weights }];
  if (!isGraded(kind)) return [{ by: 'raters', minutes, weights }];
  const rated = (minutes * writtenPercent) / 100;
  return [
    { by: 'rules', minutes: minutes - rated, weights },
    { by: 'raters', minutes: rated, weights: ratedWeights(item) },
  ];
}
