import { type DimensionCode, dimensionNames, levelOf } from './dimension.ts';

/** What a card must hold, and what it holds, as plain values. */
export interface CardItem {
  number: number;
  title: string;
  dimensions: readonly DimensionCode[];
}
export interface CardRating {
  itemNumber: number;
  dimension: DimensionCode;
  levelId: string;
}
export interface CardEvidence {
  itemNumber: number;
  dimension: DimensionCode;
}

export interface Missing {
  itemNumber: number;
  dimension: DimensionCode;
  what: 'rating' | 'evidence';
}

/**
 * What still keeps a card from being submitted: every dimension of every rated question needs a level or "not
 * observed", and every level needs at least one piece of evidence.
 */
export function missingOf(
  items: readonly CardItem[],
  ratings: readonly CardRating[],
  evidence: readonly CardEvidence[],
): Missing[] {
  const missing: Missing[] = [];
  for (const item of items) {
    for (const dimension of item.dimensions) {
      const rating = ratings.find((r) => r.itemNumber === item.number && r.dimension === dimension);
      if (!rating) {
        missing.push({ itemNumber: item.number, dimension, what: 'rating' });
      } else if (
        levelOf(rating.levelId) !== null &&
        !evidence.some((e) => e.itemNumber === item.number && e.dimension === dimension)
      ) {
        missing.push({ itemNumber: item.number, dimension, what: 'evidence' });
      }
    }
  }
  return missing;
}

export function describeMissing(missing: readonly Missing[]): string {
  const first = missing[0];
  if (!first) return '';
  const more = missing.length > 1 ? `, and ${missing.length - 1} more` : '';
  const what = first.what === 'rating' ? 'has no level' : 'has a level without evidence';
  return `Q${first.itemNumber}, ${dimensionNames[first.dimension]}: ${what}${more}.`;
}

/** A level id that may be stored for this dimension. */
export function isLevelIdFor(levelId: string, dimension: DimensionCode): boolean {
  return levelId === 'not-observed' || (levelOf(levelId) !== null && levelId.startsWith(`${dimension}-`));
}
