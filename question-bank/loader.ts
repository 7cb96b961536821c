import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { loadQuestionFolder } from './load-question.ts';
import type { Question } from './question.ts';
import { type Blueprint, blueprintYamlSchema } from './schema/blueprint-yaml.ts';
import {
  type Competency,
  competenciesYamlSchema,
  type Family,
  familiesYamlSchema,
  type SeedItem,
  seedsYamlSchema,
} from './schema/competencies-yaml.ts';
import { type BankProblem, formatProblem, problemAt } from './schema/problem.ts';
import { readYaml } from './schema/read-yaml.ts';

/** The whole bank as the files say it, in the order of their names. */
export interface Bank {
  dimensions: Competency[];
  seeds: SeedItem[];
  families: Family[];
  blueprints: Blueprint[];
  questions: Question[];
  /** Ungraded questions to get to know the page; never part of a form. */
  practice: Question[];
}

export interface LoadedBank {
  /** Everything that could be read; what has problems is left out. */
  bank: Bank;
  problems: BankProblem[];
}

/** Loads the bank below `directory` and keeps going past broken files, so that an author sees all problems at once. */
export async function loadBank(directory: string): Promise<LoadedBank> {
  const problems: BankProblem[] = [];
  const yamlFile = async <T>(file: string, schema: z.ZodType<T>): Promise<T | null> => {
    const text = await readFile(path.join(directory, file), 'utf8').catch(() => null);
    if (text === null) {
      problems.push(problemAt(file, 'is missing; expected this file'));
      return null;
    }
    const read = readYaml(file, text, schema);
    if (read.ok) return read.value;
    problems.push(...read.problems);
    return null;
  };
  const questionFolders = async (folder: string): Promise<Question[]> => {
    const slugs = await listNames(path.join(directory, folder), 'folders');
    const loaded = await Promise.all(
      slugs.map((slug) => loadQuestionFolder(path.join(directory, folder, slug), `${folder}/${slug}`)),
    );
    return loaded.flatMap((one) => {
      if (one.ok) return [one.value];
      problems.push(...one.problems);
      return [];
    });
  };

  const competencies = await yamlFile('competencies.yaml', competenciesYamlSchema);
  const seeds = await yamlFile('seeds.yaml', seedsYamlSchema);
  const families = await yamlFile('families.yaml', familiesYamlSchema);
  const blueprints: Blueprint[] = [];
  for (const name of await listNames(path.join(directory, 'blueprints'), '.yaml')) {
    const blueprint = await yamlFile(`blueprints/${name}`, blueprintYamlSchema);
    if (!blueprint) continue;
    if (`${blueprint.slug}.yaml` !== name) {
      problems.push(
        problemAt(`blueprints/${name}`, `slug: expected ${name.replace('.yaml', '')}, as the file is named`),
      );
    }
    blueprints.push(blueprint);
  }
  const bank: Bank = {
    dimensions: competencies?.dimensions ?? [],
    seeds: seeds?.items ?? [],
    families: families?.families ?? [],
    blueprints,
    questions: await questionFolders('questions'),
    practice: await questionFolders('practice'),
  };
  problems.push(...contradictions(bank));
  return { bank, problems };
}

/** For the server, which must not run on a broken bank. Throws with every problem listed. */
export async function getBank(directory: string): Promise<Bank> {
  const { bank, problems } = await loadBank(directory);
  if (problems.length > 0) {
    throw new Error(`the question bank has problems:\n${problems.map(formatProblem).join('\n')}`);
  }
  return bank;
}

export function findQuestion(bank: Bank, slug: string): Question | null {
  return [...bank.questions, ...bank.practice].find((question) => question.slug === slug) ?? null;
}

/** What no single file can be blamed for by its schema: ids used twice and codes that do not exist. */
function contradictions(bank: Bank): BankProblem[] {
  const problems: BankProblem[] = [];
  const owner = new Map<string, string>();
  const seedCodes = new Set(bank.seeds.map((seed) => seed.code));
  const folders = [
    ...bank.questions.map((question) => ({ question, file: `questions/${question.slug}/question.yaml` })),
    ...bank.practice.map((question) => ({ question, file: `practice/${question.slug}/question.yaml` })),
  ];
  for (const { question, file } of folders) {
    for (const key of [question.id, question.slug]) {
      const other = owner.get(key);
      if (other) problems.push(problemAt(file, `${key} is also used by ${other}; expected it to be unique`));
      owner.set(key, file);
    }
    const unknown = seedCodes.size === 0 ? [] : question.seeds.filter((code) => !seedCodes.has(code));
    for (const code of unknown) {
      const line = lineOf(question.files['question.yaml'] ?? '', code);
      problems.push(problemAt(file, `seeds: ${code} is not in seeds.yaml`, line));
    }
  }
  for (const { code, subSkills } of bank.dimensions) {
    for (const seed of subSkills.flatMap((skill) => skill.seeds)) {
      if (seedCodes.size > 0 && !seedCodes.has(seed)) {
        problems.push(problemAt('competencies.yaml', `${code}: seed ${seed} is not in seeds.yaml`));
      }
    }
  }
  return problems;
}

function lineOf(text: string, word: string): number {
  const line = text.split('\n').findIndex((one) => new RegExp(`\\b${word}\\b`, 'u').test(one));
  return line < 0 ? 1 : line + 1;
}

async function listNames(directory: string, want: 'folders' | '.yaml'): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) =>
      want === 'folders' ? entry.isDirectory() && !entry.name.startsWith('.') : entry.name.endsWith(want),
    )
    .map((entry) => entry.name)
    .sort();
}
