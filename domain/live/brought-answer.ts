import type { AnswerKind } from '../answer.ts';
import type { Runtime } from '../form.ts';

/** Where an earlier answer stands: an attempt of the same person and the item's number in it. */
export interface AnswerPlace {
  attemptId: string;
  itemNumber: number;
}

/** The question as it was pinned for the earlier attempt: the room shows it without asking that attempt again. */
export interface BroughtQuestion {
  hash: string;
  title: string;
  kind: AnswerKind;
  runtime: Runtime | null;
}

/** An earlier answer that a session may open. */
export interface OfferedAnswer {
  from: AnswerPlace;
  question: BroughtQuestion;
  /** Numbers of its finished runs. */
  runs: readonly number[];
}

/** An earlier answer as it was opened in a session: a copy, made once, on one item of the agenda. */
export interface BroughtAnswer {
  /** 1-based within the session. */
  number: number;
  /** The session's item on which it is talked about. */
  itemNumber: number;
  from: AnswerPlace;
  /** The run at which it was opened; null: as it was submitted. */
  run: number | null;
  question: BroughtQuestion;
}

export function samePlace(a: AnswerPlace, b: AnswerPlace): boolean {
  return a.attemptId === b.attemptId && a.itemNumber === b.itemNumber;
}
