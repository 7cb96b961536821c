import type { ChoiceAnswer } from '../../domain/answer.ts';

/** Changes of a choice answer's picks, as plain values. */
export type Picks = ChoiceAnswer['picks'];

export function pickOne(picks: Picks, partId: string, optionId: string): Picks {
  return { ...picks, [partId]: [optionId] };
}

export function clearPart(picks: Picks, partId: string): Picks {
  return { ...picks, [partId]: [] };
}

/** Adds or removes one pick and keeps the order in which the others were made. */
export function togglePick(picks: Picks, partId: string, optionId: string, picked: boolean): Picks {
  const others = (picks[partId] ?? []).filter((id) => id !== optionId);
  return { ...picks, [partId]: picked ? [...others, optionId] : others };
}

/** A cell of a grid, as grading names it. */
export function cellId(rowId: string, columnId: string): string {
  return `${rowId}/${columnId}`;
}
