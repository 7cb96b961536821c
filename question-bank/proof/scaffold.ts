import type { QuestionFiles } from '../question.ts';
import type { QuestionKind } from '../schema/question-yaml.ts';
import { designScaffold } from './scaffold-design.ts';
import { incidentScaffold } from './scaffold-incident.ts';
import { worldScaffold } from './scaffold-world.ts';

/** A question that loads and is proven by its own files, around the marks that say what to write. */
export function scaffoldFor(kind: QuestionKind, named: { slug: string; id: string }): QuestionFiles {
  switch (kind) {
    case 'choice':
      return {
        'question.yaml': questionYaml(kind, named, 4),
        'prompt.md': prompt,
        'choice.yaml': choiceYaml,
      };
    case 'estimate':
      return {
        'question.yaml': questionYaml(kind, named, 6),
        'prompt.md': prompt,
        'estimate.yaml': estimateYaml,
        'values.ts': valuesTs,
      };
    case 'code':
      return {
        'question.yaml': `${questionYaml(kind, named, 20)}${codeChecksYaml}`,
        'prompt.md': prompt,
        'starter.ts': starterTs,
        'reference.ts': referenceTs,
        'check.ts': checkTs,
        'wrong/negative--keeps-the-sign.ts': wrongTs,
      };
    case 'world':
      return {
        'question.yaml': `${questionYaml(kind, named, 35)}${worldScaffold.yaml}`,
        'prompt.md': prompt,
        ...worldScaffold.files,
      };
    case 'sql':
      return {
        'question.yaml': questionYaml(kind, named, 15),
        'prompt.md': prompt,
        'lab.sql': labSql,
        'data/visible.sql': visibleSql,
        'data/adversarial.sql': adversarialSql,
        'checks.yaml': checksYaml,
        'starter.sql': '-- TODO: what the editor opens with.\n',
        'reference.sql': referenceSql,
        'wrong/live-once--counts-the-deleted.sql': wrongSql,
      };
    case 'incident':
      return {
        'question.yaml': `${questionYaml(kind, named, 20)}postmortem: {COM: 60, EXP: 40}\n`,
        'prompt.md': prompt,
        'rubric.yaml': rubricYaml.replace('  TRD:', '  COM:').replace('  SYS:', '  EXP:'),
        ...incidentScaffold,
      };
    case 'design':
      return {
        'question.yaml': `${questionYaml(kind, named, 35)}note: {TRD: 60, SYS: 40}\n`,
        'prompt.md': prompt,
        'rubric.yaml': rubricYaml,
        ...designScaffold,
      };
    case 'discussion':
      return {
        'question.yaml': questionYaml(kind, named, 20),
        'prompt.md': prompt,
        'rubric.yaml': rubricYaml,
      };
  }
}

function questionYaml(
  kind: QuestionKind,
  { slug, id }: { slug: string; id: string },
  minutes: number,
): string {
  const weights = kind === 'discussion' ? '{TRD: 60, SYS: 40}' : '{FND: 60, PSV: 40}';
  return `id: ${id}
kind: ${kind}
title: "TODO: a title for ${slug}"
level: mid
minutes: ${minutes}
weights: ${weights}
seeds: [KR5]
topics: [retries]
# Set to true when no check or anchor scores a TypeScript idiom.
neutral: false
`;
}

const prompt = `TODO: say what is given, what is asked, and every rule that is scored, in plain words.
`;

const choiceYaml = `parts:
  - id: p1
    ask: "Select every statement that is safe to act on."
    select: many
    options:
      - {id: a, text: "TODO: a sentence that a competent colleague might say", right: false, misconception: "TODO: what this pick shows"}
      - {id: b, text: "TODO: another sentence of about the same length", right: true, because: "TODO: why it is right"}
      - {id: c, text: "TODO: a third sentence in the same tone as these", right: false, misconception: "TODO: what this pick shows"}
feedback: |
  TODO: the explanation that staff read.
`;

const estimateYaml = `parts:
  - id: a
    ask: "TODO: mean connections in use"
    unit: connections
    units: {connections: 1}
    answer: 25.2
    tolerancePercent: 2
    traps: [{value: 108, misconception: "TODO: what this value shows"}]
worked: |
  TODO: the way from the given numbers to 25.2.
`;

const valuesTs = `/** Every answer, computed from the numbers in the prompt. TODO: replace them. */
export default function values(): Record<string, number | string> {
  const requestsPerSecond = 1800;
  const holdSeconds = 0.014;
  return { a: requestsPerSecond * holdSeconds };
}
`;

const codeChecksYaml = `checks:
  - {name: positive, title: "A number above zero stays as it is", visible: true, weight: 1}
  - {name: negative, title: "A number below zero loses its sign", weight: 2}
`;

const starterTs = `// TODO: what the editor opens with.
export function distance(value: number): number {
  throw new Error('not written yet');
}
`;

const referenceTs = `export function distance(value: number): number {
  return value < 0 ? -value : value;
}
`;

const wrongTs = `export function distance(value: number): number {
  return value;
}
`;

const checkTs = `import type { Check } from '../../../sandbox/check-api.ts';

const checks: Check[] = [
  {
    name: 'positive',
    title: 'A number above zero stays as it is',
    visible: true,
    async run(guest, tools) {
      tools.equal(await guest.call('distance', 3), 3, 'distance(3)', 3);
    },
  },
  {
    name: 'negative',
    title: 'A number below zero loses its sign',
    weight: 2,
    async run(guest, tools) {
      const random = tools.random(7);
      for (let round = 0; round < 20; round += 1) {
        const value = random.int(1, 1000);
        tools.equal(await guest.call('distance', -value), value, 'distance of a negative number', -value);
      }
    },
  },
];

export default checks;
`;

const labSql = `create table person (
  id bigint generated always as identity primary key,
  email text not null,
  deleted_at timestamptz
);
`;

const visibleSql = `insert into person (email, deleted_at)
values ('ada@example.org', null), ('bob@example.org', '2026-01-01 00:00+00');
`;

const adversarialSql = `insert into person (email, deleted_at)
values ('eve@example.org', '2026-01-01 00:00+00'), ('eve@example.org', '2026-01-02 00:00+00');
`;

const checksYaml = `# TODO: the checks. Their forms are described in docs/lab.md.
checks:
  - name: duplicates
    title: A second living person with the same address is refused
    visible: true
    weight: 3
    kind: rejects
    cases:
      - {what: "the same address again", sql: "insert into person (email) values ('ada@example.org')", states: ["23505"]}
  - name: live-once
    title: An address is free again after its person was deleted
    kind: accepts
    dataSet: adversarial
    cases:
      - {what: "the address of a deleted person", sql: "insert into person (email) values ('eve@example.org')"}
`;

const referenceSql = `create unique index person_live_email on person (email) where deleted_at is null;
`;

const wrongSql = `delete from person a using person b where a.email = b.email and a.id < b.id;
create unique index person_email on person (email);
`;

const rubricYaml = `opening: "TODO: what the interviewer reads aloud."
probes:
  - "TODO: the first deeper question"
twists:
  - {id: first-twist, text: "TODO: what the candidate is told", listenFor: "TODO: what they should now undo"}
anchors:
  TRD:
    1: "TODO: harmful or absent"
    2: "TODO: working knowledge, needs steering"
    3: "TODO: hire level"
    4: "TODO: raises the team's level"
  SYS:
    1: "TODO: harmful or absent"
    2: "TODO: working knowledge, needs steering"
    3: "TODO: hire level"
    4: "TODO: raises the team's level"
mustName: ["TODO: what a complete answer names"]
redFlags: ["TODO: what should worry you"]
`;
