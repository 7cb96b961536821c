import type { AnswerFile } from '../domain/answer.ts';
import type { Runtime } from '../domain/form.ts';
import { explainScoring } from '../domain/grading/explain-scoring.ts';
import { scoringBasisOf } from './answer-keys.ts';
import { type PublicDesign, publicDesign } from './public-design.ts';
import { type PublicIncident, publicIncident } from './public-incident.ts';
import { choiceFor, entryFile, incidentFor, promptFor, type Question } from './question.ts';
import type { Level } from './schema/question-yaml.ts';

export type PublicChoicePart =
  | {
      form: 'options';
      id: string;
      ask: string;
      select: 'one' | 'many';
      options: Array<{ id: string; text: string }>;
    }
  | {
      form: 'grid';
      id: string;
      ask: string;
      rows: Array<{ id: string; text: string }>;
      columns: Array<{ id: string; text: string }>;
    };

export type PublicEstimatePart =
  | {
      form: 'number';
      id: string;
      ask: string;
      /** Printed inside the field; `''` for a bare number. */
      unit: string;
      /** Units that may be chosen instead, with their factor to `unit`. */
      units: Record<string, number>;
    }
  | { form: 'pick'; id: string; ask: string; options: Array<{ id: string; text: string }> };

export interface PublicSqlFile {
  file: string;
  title: string;
  runs: 'script' | 'query' | 'transaction' | 'migration';
  /** What the editor opens with. */
  starter: string;
}

interface PublicBase {
  slug: string;
  title: string;
  level: Level;
  minutes: number;
  /** The runtime whose text this is; null for the text that serves everybody. */
  runtime: Runtime | null;
  /** Markdown. */
  prompt: string;
  /** At most three lines: how the question is scored. */
  scoring: string[];
}

/** Exactly what a browser may receive of a question, and nothing else. */
export type PublicQuestion = PublicBase &
  (
    | { kind: 'choice'; parts: PublicChoicePart[] }
    | { kind: 'estimate'; parts: PublicEstimatePart[] }
    | {
        kind: 'code';
        entry: string;
        /** What the editor opens with. */
        starter: AnswerFile[];
        /** Shown read-only beside the answer's files. */
        given: AnswerFile[];
        visibleChecks: Array<{ name: string; title: string; sharePercent: number }>;
      }
    | {
        kind: 'world';
        entry: string;
        starter: AnswerFile[];
        /** The typed API, shown read-only beside the answer's files. */
        given: AnswerFile[];
        runs: { quick: number; full: number; graded: number };
        invariants: Array<{ name: string; title: string; kind: string; sharePercent: number }>;
        caps: Array<{ broken: string; atMostPercent: number }>;
      }
    | {
        kind: 'sql';
        sheets: PublicSqlFile[];
        parameters: Array<{ name: string; type: string; example: string | null }>;
        /** Sessions side by side. */
        sessions: 1 | 2;
        visibleChecks: Array<{ name: string; title: string; sharePercent: number }>;
      }
    | PublicIncident
    | PublicDesign
    | { kind: 'discussion' }
  );

/**
 * Built key by key from an empty object, never by deleting from the question: what is added to a question later stays
 * secret until somebody writes it here.
 */
export function publicQuestion(question: Question, options: { runtime: Runtime | null }): PublicQuestion {
  const hasOwnText = options.runtime !== null && question.prompts.byRuntime[options.runtime] !== undefined;
  const base: PublicBase = {
    slug: question.slug,
    title: question.title,
    level: question.level,
    minutes: question.minutes,
    runtime: hasOwnText ? options.runtime : null,
    prompt: promptFor(question, options.runtime),
    scoring: explainScoring(scoringBasisOf(question)),
  };
  switch (question.kind) {
    case 'choice': {
      const choice = choiceFor(question, options.runtime);
      return { ...base, kind: 'choice', parts: choice.parts.map(publicChoicePart) };
    }
    case 'estimate':
      return {
        ...base,
        kind: 'estimate',
        parts: question.parts.map((part) =>
          part.form === 'number'
            ? { form: 'number', id: part.id, ask: part.ask, unit: part.unit, units: { ...part.units } }
            : { form: 'pick', id: part.id, ask: part.ask, options: part.options.map(idAndText) },
        ),
      };
    case 'code':
      return {
        ...base,
        kind: 'code',
        entry: entryFile,
        starter: question.starter.map((file) => ({ path: file.path, text: file.text })),
        given: question.apiTypes === null ? [] : [{ path: 'api.d.ts', text: question.apiTypes }],
        visibleChecks: publicChecks(question.checks),
      };
    case 'world': {
      const total = question.invariants.reduce((sum, one) => sum + one.weight, 0);
      return {
        ...base,
        kind: 'world',
        entry: entryFile,
        starter: question.starter.map((file) => ({ path: file.path, text: file.text })),
        given: [{ path: 'api.d.ts', text: question.apiTypes }],
        runs: { quick: question.runs.quick, full: question.runs.full, graded: question.runs.graded },
        invariants: question.invariants.map(({ name, title, kind, weight }) => ({
          name,
          title,
          kind,
          sharePercent: Math.round((100 * weight) / total),
        })),
        caps: question.caps.map(({ broken, atMostPercent }) => ({ broken, atMostPercent })),
      };
    }
    case 'sql':
      return {
        ...base,
        kind: 'sql',
        sheets: question.layout.answer.map(({ file, title, runs }) => ({
          file,
          title,
          runs,
          starter: question.starter.find((one) => one.path === file)?.text ?? '',
        })),
        parameters: question.layout.parameters.map(({ name, type, example }) => ({ name, type, example })),
        sessions: question.layout.sessions,
        visibleChecks: publicChecks(question.checks),
      };
    case 'incident':
      return { ...base, ...publicIncident(incidentFor(question, options.runtime)) };
    case 'design':
      return { ...base, ...publicDesign(question) };
    case 'discussion':
      return { ...base, kind: 'discussion' };
  }
}

function publicChecks(
  checks: ReadonlyArray<{ name: string; title: string; visible: boolean; weight: number }>,
): Array<{ name: string; title: string; sharePercent: number }> {
  const total = checks.reduce((sum, check) => sum + check.weight, 0);
  return checks
    .filter((check) => check.visible)
    .map((check) => ({
      name: check.name,
      title: check.title,
      sharePercent: Math.round((100 * check.weight) / total),
    }));
}

type ChoicePart = ReturnType<typeof choiceFor>['parts'][number];

function publicChoicePart(part: ChoicePart): PublicChoicePart {
  if ('options' in part) {
    return {
      form: 'options',
      id: part.id,
      ask: part.ask,
      select: part.select,
      options: part.options.map(idAndText),
    };
  }
  const { rows, columns } = part.grid;
  return {
    form: 'grid',
    id: part.id,
    ask: part.ask,
    rows: rows.map(idAndText),
    columns: columns.map(idAndText),
  };
}

function idAndText(one: { id: string; text: string }): { id: string; text: string } {
  return { id: one.id, text: one.text };
}
