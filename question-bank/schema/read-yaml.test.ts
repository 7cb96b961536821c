import { describe, expect, it } from 'vitest';
import { blueprintYamlSchema } from './blueprint-yaml.ts';
import { choiceYamlSchema } from './choice-yaml.ts';
import { estimateYamlSchema } from './estimate-yaml.ts';
import { formatProblem } from './problem.ts';
import { questionYamlSchema } from './question-yaml.ts';
import { readYaml } from './read-yaml.ts';

type Schema = Parameters<typeof readYaml>[2];

function problemsOf(schema: Schema, text: string): string[] {
  const read = readYaml('f.yaml', text, schema);
  return read.ok ? [] : read.problems.map(formatProblem);
}

const question = `id: 7b0f7b52-6a39-4c2c-9a4e-0d7d3c0a5b11
kind: choice
title: What a timeout tells you
level: mid
minutes: 4
weights: {FND: 60, EXP: 40}
seeds: [RS1]
topics: [timeouts]
neutral: true
`;

// Guarantee: whoever breaks a file is told the file, the line and what was expected, for every mistake at once.
// An author who only reads "invalid question" gives up or guesses.
describe('question.yaml', () => {
  it('is accepted when it is right', () => {
    expect(problemsOf(questionYamlSchema, question)).toEqual([]);
  });

  it.each([
    ['a value out of its range', 'minutes: 4', 'minutes: 0', 'f.yaml:5:1 minutes: '],
    ['a word that is not known', 'level: mid', 'level: expert', 'f.yaml:4:1 level: '],
    [
      'weights that do not sum to 100',
      'EXP: 40',
      'EXP: 30',
      'f.yaml:6:1 weights: expected weights that sum to 100, got 90',
    ],
    ['a mistyped key', 'topics:', 'topic:', 'f.yaml:8:1 topic: unknown key; expected one of id, title'],
    ['a seed that is no code', '[RS1]', '[RS1, fast]', 'f.yaml:7:14 seeds.1: expected a seed code'],
    ['a kind that does not exist', 'kind: choice', 'kind: quiz', 'f.yaml:2:1 kind: '],
    ['text that is not YAML', 'seeds: [RS1]', 'seeds: [RS1', 'is not valid YAML'],
    [
      'a key that stands twice',
      'level: mid',
      'level: mid\nlevel: senior',
      'f.yaml:5:1 is not valid YAML: Map keys must be unique',
    ],
  ])('names the place of %s', (_, from, to, expected) => {
    const problems = problemsOf(questionYamlSchema, question.replace(from, to));
    expect(problems.join('\n')).toContain(expected);
  });

  it('reports a missing key at the object it is missing from, and all problems together', () => {
    const problems = problemsOf(
      questionYamlSchema,
      question.replace(/^title.*\n/mu, '').replace('minutes: 4', 'minutes: x'),
    );
    expect(problems).toHaveLength(2);
    expect(problems.join('\n')).toContain('title:');
    expect(problems.join('\n')).toContain('f.yaml:4:1 minutes:');
  });
});

describe('choice.yaml', () => {
  const choice = `parts:
  - id: p1
    ask: Which?
    select: one
    options:
      - {id: a, text: one, right: true, because: so}
      - {id: b, text: two, right: false, misconception: no}
      - {id: c, text: three, right: false, misconception: no}
feedback: text
`;

  it('wants a reason on the line of the option that lacks it', () => {
    const problems = problemsOf(choiceYamlSchema, choice.replace(', misconception: no}', '}'));
    expect(problems.join('\n')).toMatch(/^f\.yaml:7:\d+ parts\.0\.options\.1\.misconception: /u);
  });

  it('wants exactly one right option for select: one, and unique ids', () => {
    const two = choice
      .replace('right: false, misconception: no', 'right: true, because: so')
      .replace('id: c', 'id: b');
    const problems = problemsOf(choiceYamlSchema, two).join('\n');
    expect(problems).toContain(
      'f.yaml:5:5 parts.0.options: select: one needs exactly one right option, got 2',
    );
    expect(problems).toContain('f.yaml:8:10 parts.0.options.2.id: "b" is used twice');
  });

  it('wants cells of the grid to exist', () => {
    const grid = `parts:
  - id: g
    ask: Which?
    grid:
      rows: [{id: r1, text: one}, {id: r2, text: two}]
      columns: [{id: c1, text: one}, {id: c2, text: two}]
      right:
        - {row: r1, column: c1, because: so}
        - {row: r3, column: c1, because: so}
feedback: text
`;
    expect(problemsOf(choiceYamlSchema, grid).join('\n')).toContain(
      'f.yaml:9:11 parts.0.grid.right.1: r3/c1 is no cell',
    );
  });
});

describe('estimate.yaml', () => {
  const part = (more: string) =>
    `parts:\n  - {id: a, ask: How many?, unit: ms, answer: 5, ${more}}\nworked: text\n`;

  it.each([
    [
      'two tolerances',
      'tolerancePercent: 2, toleranceAbsolute: 1',
      'expected exactly one of tolerancePercent',
    ],
    ['no tolerance', 'weight: 1', 'expected exactly one of tolerancePercent'],
    [
      'units without the canonical one',
      'tolerancePercent: 2, units: {s: 1000}',
      'expected the canonical unit "ms" with factor 1',
    ],
    ['a range without the answer', 'accept: [6, 9]', 'expected a range [from, to] that contains the answer'],
  ])('refuses %s', (_, more, message) => {
    expect(problemsOf(estimateYamlSchema, part(more)).join('\n')).toContain(message);
  });
});

describe('a blueprint', () => {
  it('has sections that fill its time', () => {
    const blueprint = `slug: s
title: t
purpose: p
mode: timed
minutes: 60
rules: {ai: forbidden, web: allowed, editor: declared}
weights: {FND: 100}
bar: 2.75
sections:
  - title: one
    minutes: 30
    picks: [{pick: 1, kind: sql}]
`;
    expect(problemsOf(blueprintYamlSchema, blueprint).join('\n')).toContain(
      "f.yaml:5:1 minutes: the sections' minutes sum to 30; expected 54 to 60",
    );
    expect(problemsOf(blueprintYamlSchema, blueprint.replace('minutes: 30', 'minutes: 60'))).toEqual([]);
  });
});
