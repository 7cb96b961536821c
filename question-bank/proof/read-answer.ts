import { readFile, stat } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { AnswerContent, DesignAnswer } from '../../domain/answer.ts';
import type { Design } from '../../domain/design/design.ts';
import { changedDrawing, drawingOf, drawingProblems } from '../drawing-of.ts';
import { type DesignQuestion, entryFile, type GradableQuestion, type SqlQuestion } from '../question.ts';
import { readFolder } from '../read-folder.ts';
import { drawingChangeYamlSchema, drawingYamlSchema } from '../schema/design-yaml.ts';
import { investigationYamlSchema } from '../schema/incident-yaml.ts';
import { BadUse } from './exit-codes.ts';

const picksByPart = z.record(z.string(), z.array(z.string()));
const choiceFile = z.union([z.strictObject({ picks: picksByPart }), picksByPart]);

const typedValue = z.union([
  z.number(),
  z.string(),
  z.strictObject({ value: z.union([z.number(), z.string()]), unit: z.string() }),
]);
const valuesByPart = z.record(z.string(), typedValue);
const estimateFile = z.union([
  z.strictObject({ values: valuesByPart, reasoning: z.string().default('') }),
  valuesByPart,
]);

/**
 * Reads an answer for `bank -- run`. A code answer is one file (it becomes `solution.ts`) or a folder, an SQL answer its
 * first file or a folder with all of them. The others are YAML: `picks: {part: [a, c]}` and `values: {part: 25.2}` (or
 * `{value: "25,2", unit: ms}`), the outer key optional; an incident and a design in the form of their `reference.yaml`. A bare number is
 * in the part's own unit.
 */
export async function readAnswer(question: GradableQuestion, file: string): Promise<AnswerContent> {
  const found = await stat(file).catch(() => null);
  if (!found) throw new BadUse(`there is no file or folder ${file}`);
  if (question.kind === 'code' || question.kind === 'world')
    return { kind: question.kind, files: await readCode(file, found.isDirectory()) };
  if (question.kind === 'sql')
    return { kind: 'sql', files: await readSql(question, file, found.isDirectory()) };
  if (found.isDirectory())
    throw new BadUse(`${file} is a folder; expected the YAML file of a ${question.kind} answer`);

  let content: unknown;
  try {
    content = parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new BadUse(`${file} is not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (question.kind === 'choice') {
    const read = choiceFile.safeParse(content);
    if (!read.success) throw new BadUse(`${file}: expected "picks: {part: [a, c]}"`);
    const picks = 'picks' in read.data && !Array.isArray(read.data.picks) ? read.data.picks : read.data;
    return { kind: 'choice', picks: picksByPart.parse(picks) };
  }
  if (question.kind === 'incident') {
    const read = investigationYamlSchema.safeParse(content);
    if (!read.success)
      throw new BadUse(`${file}: expected "steps: [card:<id>, action:<id>]" and the diagnosis`);
    return { kind: 'incident', ...read.data };
  }
  if (question.kind === 'design') return readDrawing(question, file, content);
  const read = estimateFile.safeParse(content);
  if (!read.success)
    throw new BadUse(`${file}: expected "values: {part: 25.2}" or {value: "25.2", unit: ms}`);
  const wrapped = z.strictObject({ values: valuesByPart, reasoning: z.string() }).safeParse(read.data);
  const values = wrapped.success ? wrapped.data.values : valuesByPart.parse(read.data);
  return {
    kind: 'estimate',
    values: Object.fromEntries(
      Object.entries(values).map(([part, typed]) => [part, typedIn(question, part, typed)]),
    ),
    reasoning: wrapped.success ? wrapped.data.reasoning : '',
  };
}

function typedIn(question: GradableQuestion, partId: string, typed: z.infer<typeof typedValue>) {
  if (typeof typed === 'object') return { value: String(typed.value), unit: typed.unit };
  const part = question.kind === 'estimate' ? question.parts.find((one) => one.id === partId) : undefined;
  const ownUnit = typeof typed === 'number' && part?.form === 'number' ? part.unit : '';
  return { value: String(typed), unit: ownUnit };
}

/** A whole drawing, or with `from` what differs from the start or the reference. */
function readDrawing(question: DesignQuestion, file: string, content: unknown): DesignAnswer {
  const whole = drawingYamlSchema.safeParse(content);
  if (whole.success) return drawnIn(file, drawingOf(whole.data), whole.data.note, []);
  const change = drawingChangeYamlSchema.safeParse(content);
  if (!change.success)
    throw new BadUse(`${file}: expected "components" and "connections", or "from: start" and what differs`);
  const base = change.data.from === 'start' ? question.start : question.reference.design;
  const { design, problems } = changedDrawing(base, change.data);
  return drawnIn(file, design, change.data.note, problems);
}

function drawnIn(file: string, design: Design, note: string, found: readonly string[]): DesignAnswer {
  const problems = [...found, ...drawingProblems(design)];
  if (problems.length > 0) throw new BadUse(problems.map((problem) => `${file}: ${problem}`).join('\n'));
  return { kind: 'design', design, note };
}

/** A single file is the question's first; what a folder lacks is empty, as in an editor that nobody has typed into. */
async function readSql(question: SqlQuestion, file: string, isFolder: boolean) {
  const names = question.layout.answer.map((one) => one.file);
  if (!isFolder) return [{ path: names[0] ?? 'solution.sql', text: await readFile(file, 'utf8') }];
  const folder = await readFolder(file, file);
  if (!folder.ok)
    throw new BadUse(folder.problems.map((problem) => `${problem.file} ${problem.message}`).join('\n'));
  const stray = Object.keys(folder.value).find((path) => !names.includes(path));
  if (stray !== undefined) throw new BadUse(`${file} has ${stray}; expected ${names.join(', ')}`);
  return Object.entries(folder.value).map(([path, text]) => ({ path, text }));
}

async function readCode(file: string, isFolder: boolean) {
  if (!isFolder) return [{ path: entryFile, text: await readFile(file, 'utf8') }];
  const folder = await readFolder(file, file);
  if (!folder.ok)
    throw new BadUse(folder.problems.map((problem) => `${problem.file} ${problem.message}`).join('\n'));
  const files = Object.entries(folder.value).map(([path, text]) => ({ path, text }));
  if (!files.some((one) => one.path === entryFile)) throw new BadUse(`${file} has no ${entryFile}`);
  return files;
}
