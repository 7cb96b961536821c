import type { Runtime } from '../domain/form.ts';
import { checksYamlSchema } from '../domain/lab/check-schema.ts';
import { candidateApi } from '../simulation/world/candidate-api.ts';
import { contentHashOf } from './content-hash.ts';
import { readDesignQuestion } from './load-design.ts';
import { readIncident } from './load-incident.ts';
import type { Question, QuestionFiles } from './question.ts';
import { answerFilesAt, wrongAnswersIn } from './question-files.ts';
import { readFolder } from './read-folder.ts';
import { type ChoiceYaml, choiceYamlSchema } from './schema/choice-yaml.ts';
import { estimateYamlSchema } from './schema/estimate-yaml.ts';
import { type BankProblem, type Checked, problemAt } from './schema/problem.ts';
import { type QuestionYaml, questionYamlSchema } from './schema/question-yaml.ts';
import { readYaml } from './schema/read-yaml.ts';
import { rubricYamlSchema } from './schema/rubric-yaml.ts';
import { wrongYamlSchema } from './schema/wrong-yaml.ts';
import { sqlProblems } from './sql-problems.ts';

/** Loads a question folder. `shownAs` is how problems name it, for example `questions/co-token-bucket`. */
export async function loadQuestionFolder(directory: string, shownAs: string): Promise<Checked<Question>> {
  const files = await readFolder(directory, shownAs);
  if (!files.ok) return files;
  return fromFiles(shownAs.split('/').at(-1) ?? shownAs, files.value, shownAs);
}

/** Loads a pinned version, stored as path → text, exactly as the folder it was made from. */
export function fromFiles(
  slug: string,
  files: QuestionFiles,
  shownAs = `questions/${slug}`,
): Checked<Question> {
  const reader = new FolderReader(slug, files, shownAs);
  const yaml = reader.yaml('question.yaml', questionYamlSchema);
  if (yaml === null) return { ok: false, problems: reader.problems };
  const question = readKind(reader, yaml);
  if (question === null || reader.problems.length > 0) return { ok: false, problems: reader.problems };
  return { ok: true, value: question };
}

/** Collects every problem of a folder instead of stopping at the first. */
class FolderReader {
  readonly slug: string;
  readonly files: QuestionFiles;
  readonly problems: BankProblem[] = [];
  private readonly shownAs: string;

  constructor(slug: string, files: QuestionFiles, shownAs: string) {
    this.slug = slug;
    this.files = files;
    this.shownAs = shownAs;
  }

  complain(file: string, message: string): void {
    this.problems.push(problemAt(`${this.shownAs}/${file}`, message));
  }

  has(file: string): boolean {
    return this.files[file] !== undefined;
  }

  text(file: string): string | null {
    const text = this.files[file];
    if (text === undefined) this.complain(file, 'is missing; expected this file');
    else if (text.trim() === '') this.complain(file, 'is empty; expected text');
    return text ?? null;
  }

  yaml<T>(file: string, schema: Parameters<typeof readYaml<T>>[2]): T | null {
    const text = this.text(file);
    if (text === null) return null;
    const read = readYaml(`${this.shownAs}/${file}`, text, schema);
    if (read.ok) return read.value;
    this.problems.push(...read.problems);
    return null;
  }
}

function readKind(reader: FolderReader, yaml: QuestionYaml): Question | null {
  const runtimes = yaml.runtimes ?? [];
  const base = {
    slug: reader.slug,
    contentHash: contentHashOf(reader.files),
    id: yaml.id,
    title: yaml.title,
    level: yaml.level,
    minutes: yaml.minutes,
    weights: yaml.weights,
    seeds: yaml.seeds,
    topics: yaml.topics,
    runtimes,
    neutral: yaml.neutral,
    aboutOwnWork: yaml.aboutOwnWork,
    prompts: readPrompts(reader, runtimes),
    files: reader.files,
  };
  switch (yaml.kind) {
    case 'choice':
      return { ...base, kind: 'choice', choices: readChoices(reader, runtimes) };
    case 'estimate': {
      const estimate = reader.yaml('estimate.yaml', estimateYamlSchema);
      reader.text('values.ts');
      return estimate && { ...base, kind: 'estimate', parts: estimate.parts, worked: estimate.worked };
    }
    case 'discussion': {
      const rubric = reader.yaml('rubric.yaml', rubricYamlSchema);
      if (rubric) requireSameDimensions(reader, Object.keys(yaml.weights), Object.keys(rubric.anchors));
      return rubric && { ...base, kind: 'discussion', rubric };
    }
    case 'incident': {
      const rubric = reader.yaml('rubric.yaml', rubricYamlSchema);
      if (rubric) requireSameDimensions(reader, Object.keys(yaml.postmortem), Object.keys(rubric.anchors));
      const incident = readIncident(reader, runtimes);
      return (
        rubric && incident && { ...base, kind: 'incident', ...incident, written: yaml.postmortem, rubric }
      );
    }
    case 'design': {
      const rubric = reader.yaml('rubric.yaml', rubricYamlSchema);
      if (rubric) requireSameDimensions(reader, Object.keys(yaml.note), Object.keys(rubric.anchors));
      const design = readDesignQuestion(reader);
      return rubric && design && { ...base, kind: 'design', ...design, written: yaml.note, rubric };
    }
    case 'code': {
      const checkNames = yaml.checks.map((check) => check.name);
      const { wrong, problems } = wrongAnswersIn(
        reader.files,
        reader.slug,
        checkNames,
        readAlsoFailed(reader),
      );
      reader.problems.push(...problems);
      const starter = answerFilesAt(reader.files, 'starter');
      const reference = answerFilesAt(reader.files, 'reference');
      if (!starter) reader.complain('starter.ts', 'is missing; expected starter.ts or starter/solution.ts');
      if (!reference)
        reader.complain('reference.ts', 'is missing; expected reference.ts or reference/solution.ts');
      const checkSource = reader.text('check.ts');
      if (!starter || !reference || checkSource === null) return null;
      return {
        ...base,
        kind: 'code',
        limits: yaml.limits ?? {},
        checks: yaml.checks,
        starter,
        reference,
        wrong,
        driver: reader.files['driver.ts'] ?? null,
        checkSource,
        apiTypes: reader.files['api.d.ts'] ?? null,
      };
    }
    case 'world':
      return readWorld(reader, base, yaml);
    case 'sql':
      return readSql(reader, base);
  }
}

function readWorld<Base extends object>(
  reader: FolderReader,
  base: Base,
  yaml: Extract<QuestionYaml, { kind: 'world' }>,
) {
  const names = yaml.invariants.map((invariant) => invariant.name);
  const { wrong, problems } = wrongAnswersIn(reader.files, reader.slug, names, readAlsoFailed(reader));
  reader.problems.push(...problems);
  for (const [index, cap] of yaml.caps.entries()) {
    if (!names.includes(cap.broken))
      reader.complain('question.yaml', `caps.${index}.broken: expected one of ${names.join(', ')}`);
  }
  const kinds = new Set(yaml.invariants.map((invariant) => invariant.kind));
  if (kinds.has('safety') && !kinds.has('usefulness') && !kinds.has('liveness'))
    reader.complain(
      'question.yaml',
      'invariants: expected a usefulness or liveness invariant beside those of safety, or refusing everything is best',
    );
  const starter = answerFilesAt(reader.files, 'starter');
  const reference = answerFilesAt(reader.files, 'reference');
  if (!starter) reader.complain('starter.ts', 'is missing; expected starter.ts or starter/solution.ts');
  if (!reference)
    reader.complain('reference.ts', 'is missing; expected reference.ts or reference/solution.ts');
  const worldSource = reader.text('world.ts');
  if (!starter || !reference || worldSource === null) return null;
  const { limits, runs, invariants, caps } = yaml;
  return {
    ...base,
    kind: 'world' as const,
    limits: limits ?? {},
    runs,
    invariants,
    caps,
    starter,
    reference,
    wrong,
    worldSource,
    apiTypes: candidateApi,
  };
}

function readAlsoFailed(reader: FolderReader): Record<string, string[]> {
  if (!reader.has('wrong.yaml')) return {};
  return reader.yaml('wrong.yaml', wrongYamlSchema)?.alsoFailed ?? {};
}

/** `data/<name>.sql` are data sets; a folder without any of them has `visible` in lab.sql itself. */
const dataSetFile = /^data\/([a-z0-9-]+)\.sql$/u;

function readSql<Base extends object>(reader: FolderReader, base: Base) {
  const yaml = reader.yaml('checks.yaml', checksYamlSchema);
  const schemaSql = reader.text('lab.sql');
  if (yaml === null || schemaSql === null) return null;
  const { checks, ...layout } = yaml;
  const dataSets: Record<string, string> = { visible: '' };
  for (const [path, text] of Object.entries(reader.files)) {
    const name = dataSetFile.exec(path)?.[1];
    if (name !== undefined) dataSets[name] = text;
  }
  const entry = layout.answer[0]?.file ?? 'solution.sql';
  const starter = answerFilesAt(reader.files, 'starter', entry);
  const reference = answerFilesAt(reader.files, 'reference', entry);
  if (!starter) reader.complain('starter.sql', 'is missing; expected starter.sql or a folder starter/');
  if (!reference)
    reader.complain('reference.sql', 'is missing; expected reference.sql or a folder reference/');
  if (!starter || !reference) return null;
  const { wrong, problems } = wrongAnswersIn(
    reader.files,
    reader.slug,
    checks.map((check) => check.name),
    readAlsoFailed(reader),
    { entry, completedFrom: reference },
  );
  reader.problems.push(...problems);
  for (const message of sqlProblems({ layout, checks, dataSets, starter, reference, wrong })) {
    reader.complain('checks.yaml', message);
  }
  return { ...base, kind: 'sql' as const, layout, checks, starter, reference, wrong, schemaSql, dataSets };
}

function readPrompts(reader: FolderReader, runtimes: readonly Runtime[]): Question['prompts'] {
  const byRuntime: Partial<Record<Runtime, string>> = {};
  for (const runtime of runtimes) {
    const prompt = reader.text(`prompt.${runtime}.md`);
    if (prompt !== null) byRuntime[runtime] = prompt;
  }
  // With a text for every listed language, the general one is only for candidates who work in another.
  const general = runtimes.length > 0 && !reader.has('prompt.md') ? null : reader.text('prompt.md');
  return { general, byRuntime };
}

function readChoices(reader: FolderReader, runtimes: readonly Runtime[]) {
  const byRuntime: Partial<Record<Runtime, ChoiceYaml>> = {};
  for (const runtime of runtimes) {
    const file = `choice.${runtime}.yaml`;
    if (!reader.has(file)) continue;
    const choice = reader.yaml(file, choiceYamlSchema);
    if (choice) byRuntime[runtime] = choice;
  }
  const everyRuntime =
    runtimes.length > 0 && runtimes.every((runtime) => reader.has(`choice.${runtime}.yaml`));
  const general =
    everyRuntime && !reader.has('choice.yaml') ? null : reader.yaml('choice.yaml', choiceYamlSchema);

  // Scores are compared across languages, so the variants must be the same question in other words.
  const first = general ?? Object.values(byRuntime)[0];
  if (first) {
    for (const [runtime, choice] of Object.entries(byRuntime)) {
      if (shapeOf(choice) !== shapeOf(first)) {
        reader.complain(
          `choice.${runtime}.yaml`,
          'expected the same part and option ids, the same ones right',
        );
      }
    }
  }
  return { general, byRuntime };
}

function shapeOf(choice: ChoiceYaml): string {
  return JSON.stringify(
    choice.parts.map((part) =>
      'options' in part
        ? [part.id, part.select, part.options.map((option) => [option.id, option.right])]
        : [
            part.id,
            part.grid.rows.map((row) => row.id),
            part.grid.columns.map((column) => column.id),
            rightCells(part),
          ],
    ),
  );
}

function rightCells(part: { grid: { right: Array<{ row: string; column: string }> } }): string[] {
  return part.grid.right.map((cell) => `${cell.row}/${cell.column}`).sort();
}

function requireSameDimensions(reader: FolderReader, weighted: string[], anchored: string[]): void {
  for (const code of weighted) {
    if (!anchored.includes(code)) {
      reader.complain('rubric.yaml', `anchors: expected a block for ${code}, which the question weighs`);
    }
  }
  for (const code of anchored) {
    if (!weighted.includes(code)) {
      reader.complain('rubric.yaml', `anchors.${code}: the question gives ${code} no weight`);
    }
  }
}
