import type { Design } from './design/design.ts';
import { sameDesign } from './design/same-design.ts';
import type { InvestigationStep } from './incident/incident.ts';

/**
 * What a candidate hands in, as plain values: the same shape in the edit log, on the wire, in a pinned submission and
 * in the files that `npm run bank -- run` grades. Nothing in it is trusted; grading ignores what it does not know.
 */

/** One file of a code answer. `path` is relative, with `/`, for example `solution.ts`. */
export interface AnswerFile {
  path: string;
  text: string;
}

export interface ChoiceAnswer {
  kind: 'choice';
  /** Part id → picked option ids; of a grid the picks are cells, written `row/column`. */
  picks: Record<string, string[]>;
}

export interface EstimateAnswer {
  kind: 'estimate';
  /** Part id → what was typed and the unit that was chosen (`''` when none). A pick part holds the option id in `value`. */
  values: Record<string, { value: string; unit: string }>;
  reasoning: string;
}

export interface CodeAnswer {
  kind: 'code';
  files: AnswerFile[];
}

/** Files such as `index.sql`, named by the question's layout. */
export interface SqlAnswer {
  kind: 'sql';
  files: AnswerFile[];
}

/** The program that every replica of the world runs. */
export interface WorldAnswer {
  kind: 'world';
  files: AnswerFile[];
}

export interface IncidentAnswer {
  kind: 'incident';
  /** What was looked at and done, in order. The server's record: it is in no document, so no browser can change it. */
  steps: InvestigationStep[];
  /** Option ids; `''` when nothing was picked. */
  cause: string;
  component: string;
  durable: string[];
  /** Ids of the cards that are cited for the cause. */
  evidence: string[];
  postmortem: string;
}

export interface DesignAnswer {
  kind: 'design';
  design: Design;
  /** The decision note. */
  note: string;
}

export interface DiscussionAnswer {
  kind: 'discussion';
  text: string;
}

export type AnswerContent =
  | ChoiceAnswer
  | EstimateAnswer
  | CodeAnswer
  | SqlAnswer
  | WorldAnswer
  | IncidentAnswer
  | DesignAnswer
  | DiscussionAnswer;
export type AnswerKind = AnswerContent['kind'];

const answerKinds: Record<AnswerKind, true> = {
  choice: true,
  estimate: true,
  code: true,
  sql: true,
  world: true,
  incident: true,
  design: true,
  discussion: true,
};

export function isAnswerKind(value: string): value is AnswerKind {
  return Object.hasOwn(answerKinds, value);
}

const emptyDesign: Design = { components: [], connections: [] };

/**
 * Whether the candidate has put anything in, for the navigator and the summary before submitting. A code answer that
 * still equals its starter counts as unanswered, and so does a drawing that equals the one it starts from, so the
 * starter's files and the starting drawing must be given.
 */
export function isAnswered(
  answer: AnswerContent,
  starter: readonly AnswerFile[] = [],
  start: Design | null = null,
): boolean {
  switch (answer.kind) {
    case 'choice':
      return Object.values(answer.picks).some((picks) => picks.length > 0);
    case 'estimate':
      return Object.values(answer.values).some((typed) => typed.value.trim() !== '');
    case 'discussion':
      return answer.text.trim() !== '';
    case 'incident':
      return (
        answer.cause !== '' ||
        answer.component !== '' ||
        answer.durable.length > 0 ||
        answer.evidence.length > 0 ||
        answer.steps.some((step) => step.kind === 'action') ||
        answer.postmortem.trim() !== ''
      );
    case 'design':
      return answer.note.trim() !== '' || !sameDesign(answer.design, start ?? emptyDesign);
    case 'code':
    case 'world':
    case 'sql': {
      const starterText = new Map(starter.map((file) => [file.path, file.text]));
      return answer.files.some((file) => file.text.trim() !== (starterText.get(file.path) ?? '').trim());
    }
  }
}
