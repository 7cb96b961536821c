import { expect, test } from 'vitest';
import { fromFiles } from '../load-question.ts';
import { formatProblem } from '../schema/problem.ts';
import { gradeDesignAnswer } from './grade-design-answer.ts';
import { proveDesign } from './prove-design.ts';
import { scaffoldFor } from './scaffold.ts';

const files = scaffoldFor('design', { slug: 'de-x', id: '7b0f7b52-6a39-4c2c-9a4e-0d7d3c0a5b19' });

function question(change: Record<string, string> = {}) {
  const loaded = fromFiles('de-x', { ...files, ...change });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  if (loaded.value.kind !== 'design') throw new Error(loaded.value.kind);
  return loaded.value;
}

// Guarantee: a design reaches candidates only when its reference holds away from every limit, with seeds that it was not
// tuned for, and when each objective is known to tell a wrong drawing from a right one.
test('the scaffold holds, and prints the way from each limit', async () => {
  const proof = await proveDesign(question());
  expect(proof.problems).toEqual([]);
  expect(proof.reference).toBe('passed');
  expect(proof.wrong.map((one) => one.outcome)).toEqual(proof.wrong.map(() => 'rejected'));
  expect(proof.margins?.[0]).toMatch(/^peak-fast\s+Peak\s+at most 250 ms\s+[\d.]+ ms\s+margin \d+ %/u);
});

test('a reference close to a limit, a wrong drawing that is right and a wasteful one that fails are told', async () => {
  const limit = files['design.yaml']?.replace('limit: 4000', 'limit: 2900') ?? '';
  const proof = await proveDesign(
    question({
      'design.yaml': limit,
      'wrong/peak-served--two-replicas.yaml': 'from: reference\n',
      'wrong/cheap--four-times-everything.yaml':
        'from: reference\nchange:\n  - {id: api, settings: {replicas: 60, vcpu: 4}}\n  - {id: db, settings: {vcpu: 3}}\n',
    }),
  );
  const told = proof.problems.join('\n');
  expect(told).toContain("cheap: the reference's margin is");
  expect(told).toContain('wrong answer peak-served--two-replicas fails nothing');
  expect(told).toContain('cheap--four-times-everything is the wasteful one and misses peak-fast too');
});

test('an objective without a wrong drawing is told', async () => {
  const { 'wrong/cheap--four-times-everything.yaml': _, ...rest } = files;
  const loaded = fromFiles('de-x', rest);
  if (!loaded.ok || loaded.value.kind !== 'design') throw new Error('the scaffold does not load');
  expect((await proveDesign(loaded.value)).problems).toEqual([
    'no wrong drawing is named for cheap; expected one of each',
  ]);
});

test('an answer is graded as what the page would have let somebody draw', async () => {
  const { reference, start, ...rest } = question();
  const graded = await gradeDesignAnswer({ ...rest, reference, start }, reference);
  expect(graded).toMatchObject({ verdict: 'passed', score: 1 });
  const untouched = await gradeDesignAnswer(
    { ...rest, reference, start },
    { kind: 'design', design: { components: [], connections: [] }, note: '' },
  );
  expect(untouched).toMatchObject({ verdict: 'failed', score: 0 });
});
