import type { AnswerFile } from '../../../domain/answer.ts';
import type { Rules, Runtime } from '../../../domain/form.ts';
import type { InvestigationView } from '../../../domain/incident/wire.ts';
import type { ChoicePart } from '../../answers/choice-answer.tsx';
import type { EstimatePart } from '../../answers/estimate-answer.tsx';
import type { DesignQuestionView } from '../../design/design-types.ts';
import type { IncidentQuestionView } from '../../incident/incident-types.ts';
import type { ClockAnswer } from '../clock/clock-answer.ts';

/** What a page holds of a question: the public projection, nothing else reaches a browser. */
export type QuestionView = {
  title: string;
  minutes: number;
  /** At most three lines: how it is scored. */
  scoring: readonly string[];
} & (
  | { kind: 'choice'; parts: readonly ChoicePart[] }
  | { kind: 'estimate'; parts: readonly EstimatePart[] }
  | {
      kind: 'code';
      entry: string;
      starter: readonly AnswerFile[];
      given: readonly AnswerFile[];
      visibleChecks: readonly { name: string; title: string; sharePercent: number }[];
    }
  | {
      kind: 'world';
      entry: string;
      starter: readonly AnswerFile[];
      given: readonly AnswerFile[];
      runs: { quick: number; full: number; graded: number };
      invariants: readonly { name: string; title: string; kind: string; sharePercent: number }[];
      caps: readonly { broken: string; atMostPercent: number }[];
    }
  | {
      kind: 'sql';
      sheets: readonly {
        file: string;
        title: string;
        runs: 'script' | 'query' | 'transaction' | 'migration';
        starter: string;
      }[];
      parameters: readonly { name: string; type: string; example: string | null }[];
      sessions: 1 | 2;
      visibleChecks: readonly { name: string; title: string; sharePercent: number }[];
    }
  | ({ kind: 'incident' } & IncidentQuestionView)
  | ({ kind: 'design' } & DesignQuestionView)
  | { kind: 'discussion' }
);

export interface WorkspaceQuestion {
  /** 1-based over the whole form. */
  number: number;
  sectionNumber: number;
  documentId: string;
  /** One a minute: the weight that the report gives the question. */
  points: number;
  question: QuestionView;
  /** What the answer begins with, a Yjs update in base64, while nobody has written into it; else null. */
  beginning: string | null;
  /** Of an incident: what was opened and done so far. */
  investigation: InvestigationView | null;
}

export interface WorkspaceSection {
  number: number;
  title: string;
  canReturn: boolean;
  breakMinutes: number;
  items: readonly {
    number: number;
    seen: boolean;
    answered: boolean;
    flagged: boolean;
    voided: boolean;
  }[];
}

export interface WorkspaceData {
  attemptId: string;
  sessionHash: string;
  positionTitle: string;
  team: string;
  contact: string;
  runtime: Runtime | null;
  rules: Rules;
  clock: ClockAnswer;
  sections: readonly WorkspaceSection[];
  questions: readonly WorkspaceQuestion[];
}

export type ActionAnswer = { ok: true } | { ok: false; message: string; requestId: string | null };

/** Server actions of the route, handed in. */
export interface WorkspaceActions {
  enterSection: (input: { sectionNumber: number }) => Promise<ActionAnswer>;
  leaveSection: (input: { sectionNumber: number }) => Promise<ActionAnswer>;
  reportProblem: (data: FormData) => Promise<ActionAnswer>;
}
