import type { ChoiceAnswer } from '../answer.ts';
import { type Grade, type GradedCheck, roundScore } from './grade.ts';

/** One thing that can be picked: an option, or a cell of a grid with the id `row/column`. */
export interface ChoicePick {
  id: string;
  right: boolean;
  /** Why it is right, or what picking it shows; may be empty for a grid's cell. */
  note: string;
}

export interface ChoiceKeyPart {
  id: string;
  ask: string;
  select: 'one' | 'many';
  picks: ChoicePick[];
}

/** The secret half of a choice question. At least one pick is right. */
export interface ChoiceKey {
  parts: ChoiceKeyPart[];
}

/**
 * +1 for every right pick, −1 for every wrong one, floor 0, over the number of right options of all parts together.
 * Repeated and unknown picks count for nothing: they cannot have come from the page, and neither helps.
 */
export function gradeChoice(key: ChoiceKey, answer: ChoiceAnswer): Grade {
  const rightTotal = key.parts.flatMap((part) => part.picks).filter((pick) => pick.right).length;
  const checks = key.parts.map((part) => gradePart(part, answer.picks[part.id] ?? [], rightTotal));
  const score = roundScore(checks.reduce((sum, check) => sum + check.earned, 0));
  return { verdict: checks.every((check) => check.passed) ? 'passed' : 'failed', score, checks };
}

function gradePart(part: ChoiceKeyPart, pickedIds: readonly string[], rightTotal: number): GradedCheck {
  const picked = new Set(pickedIds);
  const right = part.picks.filter((pick) => pick.right);
  const rightPicked = right.filter((pick) => picked.has(pick.id));
  const wrongPicked = part.picks.filter((pick) => !pick.right && picked.has(pick.id));
  return {
    name: part.id,
    title: part.ask,
    passed: rightPicked.length === right.length && wrongPicked.length === 0,
    weight: right.length / rightTotal,
    earned: (rightPicked.length - wrongPicked.length) / rightTotal,
    message:
      picked.size === 0
        ? 'Nothing was picked.'
        : `${rightPicked.length} of ${right.length} right picks, ${wrongPicked.length} wrong.`,
    misconceptions: wrongPicked.map((pick) => pick.note).filter((note) => note !== ''),
  };
}
