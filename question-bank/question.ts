import type { AnswerFile, DesignAnswer, IncidentAnswer } from '../domain/answer.ts';
import type { Design } from '../domain/design/design.ts';
import type { DimensionCode } from '../domain/dimension.ts';
import type { Runtime } from '../domain/form.ts';
import type { EstimatePart } from '../domain/grading/estimate-key.ts';
import type { GroupPoints } from '../domain/grading/grade-design.ts';
import type { WorldCap, WorldInvariantShare } from '../domain/grading/grade-world.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { isGraded } from '../domain/kind.ts';
import type { LabCheck, LabLayout } from '../domain/lab/check-schema.ts';
import type { ComponentKind } from '../simulation/load/drawing/kinds.ts';
import type { Objective, Scenario } from '../simulation/load/scenario.ts';
import type { ChoiceYaml } from './schema/choice-yaml.ts';
import type { Level, QuestionKind } from './schema/question-yaml.ts';
import type { Rubric } from './schema/rubric-yaml.ts';

/** The file that a code answer's other files start from. */
export const entryFile = 'solution.ts';

/** Every file of a question folder as text, keyed by its relative path with `/`. What an attempt pins. */
export type QuestionFiles = Readonly<Record<string, string>>;

interface QuestionBase {
  slug: string;
  /** sha256 over the folder's files, 64 hex digits. An attempt pins it together with `files`. */
  contentHash: string;
  id: string;
  title: string;
  level: Level;
  minutes: number;
  weights: Partial<Record<DimensionCode, number>>;
  seeds: string[];
  topics: string[];
  /** Languages of backends that have a text of their own; empty when one text serves everybody. */
  runtimes: Runtime[];
  /** The author confirms that nothing scores a TypeScript idiom. */
  neutral: boolean;
  /** Asks about what the candidate handed in before: only a blueprint that names it gets it, and meeting it once spends nothing. */
  aboutOwnWork: boolean;
  prompts: { general: string | null; byRuntime: Partial<Record<Runtime, string>> };
  files: QuestionFiles;
}

export interface ChoiceQuestion extends QuestionBase {
  kind: 'choice';
  /** `general` unless every runtime has options of its own; ids and rightness are the same in all of them. */
  choices: { general: ChoiceYaml | null; byRuntime: Partial<Record<Runtime, ChoiceYaml>> };
}

export interface EstimateQuestion extends QuestionBase {
  kind: 'estimate';
  parts: EstimatePart[];
  worked: string;
}

export interface DeclaredCheck {
  name: string;
  title: string;
  visible: boolean;
  /** Relative; shares are weight over the sum of weights. */
  weight: number;
}

export interface WrongAnswer {
  /** File or folder name below `wrong/` without extension, for example `keeps-cap--no-cap`. */
  name: string;
  /** The check that must reject it. */
  check: string;
  alsoFailed: string[];
  files: AnswerFile[];
}

export interface CodeQuestion extends QuestionBase {
  kind: 'code';
  limits: { wallMs?: number | undefined; cpuMs?: number | undefined; memoryMb?: number | undefined };
  checks: DeclaredCheck[];
  starter: AnswerFile[];
  reference: AnswerFile[];
  wrong: WrongAnswer[];
  /** Guest-side adapter; null when the checks call the answer's own exports. */
  driver: string | null;
  /** Host-side source of the checks. */
  checkSource: string;
  /** Types given to the candidate, read-only. */
  apiTypes: string | null;
}

export interface SqlQuestion extends QuestionBase {
  kind: 'sql';
  layout: LabLayout;
  checks: LabCheck[];
  starter: AnswerFile[];
  reference: AnswerFile[];
  wrong: WrongAnswer[];
  /** `lab.sql`: tables, functions and grants of the start state. */
  schemaSql: string;
  /** `data/<name>.sql` by name; `visible` is what the candidate works on. */
  dataSets: Record<string, string>;
}

/** Seeds of one press of Run, of the published full run, and of grading. */
export interface WorldRuns {
  quick: number;
  full: number;
  graded: number;
}

export interface WorldQuestion extends QuestionBase {
  kind: 'world';
  limits: CodeQuestion['limits'];
  runs: WorldRuns;
  invariants: WorldInvariantShare[];
  caps: WorldCap[];
  starter: AnswerFile[];
  reference: AnswerFile[];
  wrong: WrongAnswer[];
  /** `world.ts`: the definition, run on the host's side only. */
  worldSource: string;
  /** The typed API, given read-only. */
  apiTypes: string;
}

export interface IncidentQuestion extends QuestionBase {
  kind: 'incident';
  /** Where a runtime has evidence of its own it stands in `byRuntime`; ids, costs and marks are the same in all of them. */
  incidents: { general: Incident; byRuntime: Partial<Record<Runtime, Incident>> };
  /** What ratings of the postmortem count for; sums to 100. */
  written: Partial<Record<DimensionCode, number>>;
  /** Behaviours of the postmortem, and what a live talk about it may ask. */
  rubric: Rubric;
  reference: IncidentAnswer;
  wrong: WrongInvestigation[];
}

/** `wrong/<check>--<why>.yaml`: an investigation that the named check must reject. */
export interface WrongInvestigation {
  name: string;
  check: string;
  answer: IncidentAnswer;
}

export interface DesignQuestion extends QuestionBase {
  kind: 'design';
  scenario: Scenario;
  objectives: Objective[];
  /** What each group of objectives carries, out of the whole question. */
  points: GroupPoints;
  /** What the canvas begins with. */
  start: Design;
  /** Ids of components that can neither be removed nor changed: clients, external systems, what is given. */
  fixed: string[];
  /** Kinds that may be added. */
  palette: ComponentKind[];
  /** What the candidate's own runs use. */
  seed: number;
  /** Never sent to a browser: a drawing must hold in general, not with known noise. */
  gradedSeeds: number[];
  /** What the decision note must say; Markdown. */
  note: string;
  /** What ratings of the note count for; sums to 100. */
  written: Partial<Record<DimensionCode, number>>;
  /** Behaviours of the note, and what a live talk about it may ask. */
  rubric: Rubric;
  reference: DesignAnswer;
  wrong: WrongDesign[];
}

/** `wrong/<objective>--<why>.yaml`: a drawing that misses the named objective. */
export interface WrongDesign {
  name: string;
  check: string;
  answer: DesignAnswer;
}

export interface DiscussionQuestion extends QuestionBase {
  kind: 'discussion';
  rubric: Rubric;
}

export type Question =
  | ChoiceQuestion
  | EstimateQuestion
  | CodeQuestion
  | WorldQuestion
  | SqlQuestion
  | IncidentQuestion
  | DesignQuestion
  | DiscussionQuestion;
export type QuestionOfKind<Kind extends QuestionKind> = Extract<Question, { kind: Kind }>;

/** Questions of which rules grade something. */
export type GradableQuestion = Exclude<Question, DiscussionQuestion>;

/** Questions of which people rate a text. */
export type RatedQuestion = DiscussionQuestion | IncidentQuestion | DesignQuestion;

export function isGradable(question: Question): question is GradableQuestion {
  return isGraded(question.kind);
}

export function isRatedQuestion(question: Question | undefined): question is RatedQuestion {
  return question !== undefined && 'rubric' in question;
}

/** The prompt in the candidate's own runtime where there is one, else the general text, else any: never nothing. */
export function promptFor(question: Question, runtime: Runtime | null): string {
  const own = runtime === null ? undefined : question.prompts.byRuntime[runtime];
  const prompt = own ?? question.prompts.general ?? Object.values(question.prompts.byRuntime)[0];
  if (prompt === undefined) throw new Error(`question ${question.slug} has no prompt`);
  return prompt;
}

export function choiceFor(question: ChoiceQuestion, runtime: Runtime | null): ChoiceYaml {
  const own = runtime === null ? undefined : question.choices.byRuntime[runtime];
  const choice = own ?? question.choices.general ?? Object.values(question.choices.byRuntime)[0];
  if (choice === undefined) throw new Error(`question ${question.slug} has no options`);
  return choice;
}

export function incidentFor(question: IncidentQuestion, runtime: Runtime | null): Incident {
  return (runtime === null ? undefined : question.incidents.byRuntime[runtime]) ?? question.incidents.general;
}
