import type { DimensionCode } from '../../domain/dimension.ts';
import { dimensionCodes } from '../../domain/dimension.ts';
import { type FormItem, type FormSection, ratedWeights } from '../../domain/form.ts';
import { isRated } from '../../domain/kind.ts';
import type { CardItem } from '../../domain/scorecard.ts';

/** The questions of a form that people rate, in order, without the voided ones. */
export function ratedItems(sections: readonly FormSection[], voided: ReadonlySet<number>): FormItem[] {
  return sections
    .flatMap((section) => section.items)
    .filter((item) => isRated(item.kind) && !voided.has(item.number));
}

/** The dimensions in which a question is rated, in the model's order. */
export function dimensionsOf(item: Pick<FormItem, 'weights' | 'written'>): DimensionCode[] {
  return dimensionCodes.filter((code) => (ratedWeights(item)[code] ?? 0) > 0);
}

export function cardItems(sections: readonly FormSection[], voided: ReadonlySet<number>): CardItem[] {
  return ratedItems(sections, voided).map((item) => ({
    number: item.number,
    title: item.title,
    dimensions: dimensionsOf(item),
  }));
}
