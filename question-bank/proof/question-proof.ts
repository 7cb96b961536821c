import type { GradeOutcome } from './grade-answer.ts';

export type WrongOutcome = 'rejected' | 'accepted' | 'misattributed';

/** How one wrong answer fared. Of a choice it is an option, of an estimate a trap, of a code question a file. */
export interface WrongProof {
  name: string;
  /** The check that had to reject it. */
  check: string;
  outcome: WrongOutcome;
  /** Checks that failed besides the named one, of those that ran. */
  alsoFailed: string[];
}

/** What the proof found out about one question. It holds when `problems` is empty. */
export interface QuestionProof {
  slug: string;
  kind: string;
  /** `none` for kinds that people score, and when the sandbox failed us. */
  reference: 'passed' | 'failed' | 'none';
  wrong: WrongProof[];
  problems: string[];
  /** Worth an author's look, but no reason to fail. */
  warnings: string[];
  /** Set when the sandbox itself failed: nothing was found out about the question then. */
  failure: string | null;
  /** Of questions with bounds: what was measured, of the reference and of the wrong answers named for the bound. */
  margins?: string[];
  /** Of worlds: how long workers were busy with it, in milliseconds. What makes a proof slow is seen here. */
  workerMs?: number;
}

/** Judges a wrong answer by the checks that ran. */
export function judgeWrong(
  name: string,
  check: string,
  outcome: Extract<GradeOutcome, { kind: 'verdict' }>,
): WrongProof {
  const failed = outcome.checks.filter((one) => !one.passed).map((one) => one.name);
  const alsoFailed = failed.filter((one) => one !== check);
  if (failed.includes(check)) return { name, check, outcome: 'rejected', alsoFailed };
  return { name, check, outcome: failed.length === 0 ? 'accepted' : 'misattributed', alsoFailed };
}

export function describeWrong(proof: WrongProof): string | null {
  switch (proof.outcome) {
    case 'rejected':
      return null;
    case 'accepted':
      return `wrong answer ${proof.name} fails nothing; expected it to fail ${proof.check}`;
    case 'misattributed':
      return `wrong answer ${proof.name} fails ${proof.alsoFailed.join(', ')} and not ${proof.check}, which it is named for`;
  }
}
