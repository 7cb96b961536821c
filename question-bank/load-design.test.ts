import { expect, test } from 'vitest';
import { fromFiles } from './load-question.ts';
import { scaffoldFor } from './proof/scaffold.ts';
import { publicQuestion } from './public-question.ts';
import type { DesignQuestion } from './question.ts';
import { formatProblem } from './schema/problem.ts';

const files = scaffoldFor('design', { slug: 'de-x', id: '7b0f7b52-6a39-4c2c-9a4e-0d7d3c0a5b19' });

function load(change: Record<string, string> = {}): DesignQuestion {
  const loaded = fromFiles('de-x', { ...files, ...change });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  if (loaded.value.kind !== 'design') throw new Error(loaded.value.kind);
  return loaded.value;
}

function problems(change: Record<string, string>): string {
  const loaded = fromFiles('de-x', { ...files, ...change });
  return loaded.ok ? '' : loaded.problems.map(formatProblem).join('\n');
}

const replaced = (file: string, from: string, to: string) => {
  const text = files[file] ?? '';
  if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
  return { [file]: text.replace(from, to) };
};

test('what an author leaves out has a value: work, traffic, prices, names, places, the good side of a limit', () => {
  const { scenario, objectives, start } = load();
  expect(scenario.flows[0]).toMatchObject({
    cacheable: 'never',
    poison: 0,
    keep: null,
    handOver: null,
    work: { service: { ms: 8, cv2: 1 } },
  });
  expect(scenario.profiles[0]?.traffic.read).toEqual([[0, 300]]);
  expect(scenario.prices.vcpu).toBeGreaterThan(0);
  expect(objectives.map((objective) => objective.is)).toEqual(['at-most', 'at-least', 'at-least', 'at-most']);
  const places = start.components.map(({ x, y }) => `${x} ${y}`);
  expect(new Set(places).size).toBe(start.components.length);
  expect(start.connections[0]).toMatchObject({ id: 'clients-balancer', settings: {} });
});

test('a drawing may say only what differs from another one', () => {
  const { reference, wrong } = load();
  const api = reference.design.components.find((one) => one.id === 'api');
  expect(api?.settings).toEqual({ replicas: 9, vcpu: 2, zones: '3' });
  expect(wrong.find((one) => one.check === 'peak-fast')?.answer.design.components).toContainEqual(
    expect.objectContaining({ id: 'db', settings: { vcpu: 3, standby: 'sync' } }),
  );
  const changed = load({
    'wrong/peak-fast--small-database.yaml':
      'from: reference\nremove: [db]\nadd:\n  - {id: q, kind: queue}\nconnect:\n  - {from: api, to: q, settings: {flows: [read]}}\n',
  }).wrong.find((one) => one.check === 'peak-fast')?.answer.design;
  expect(changed?.components.map((one) => one.id)).toEqual(['clients', 'balancer', 'api', 'q']);
  expect(changed?.connections.at(-1)).toEqual({
    id: 'api-q',
    from: 'api',
    to: 'q',
    settings: { flows: 'read' },
  });
});

test('a mistake in a setting is told, where the page would put it right', () => {
  expect(problems(replaced('start.yaml', 'replicas: 2', 'replicas: 0'))).toContain(
    'components.2.settings.replicas: expected a whole number from 1 to 2000, got 0',
  );
  expect(problems(replaced('start.yaml', 'vcpu: 1', 'cpu: 1'))).toContain(
    'components.2.settings.cpu: unknown setting; expected one of replicas, zones, vcpu',
  );
  expect(problems(replaced('start.yaml', 'zones: "1"', 'zones: 1'))).toContain(
    'expected one of "1", "2", "3"',
  );
  expect(problems(replaced('start.yaml', 'to: api}', 'to: api, settings: {flows: [write]}}'))).toContain(
    'there is no flow "write"; expected one of read',
  );
});

test('ids that name nothing are told with what there is', () => {
  expect(problems(replaced('design.yaml', 'profile: peak\n', 'profile: noon\n'))).toContain(
    'there is no profile "noon"; expected one of steady, peak, failure',
  );
  expect(problems(replaced('design.yaml', 'flow: read, quantile', 'flow: reads, quantile'))).toContain(
    'there is no flow "reads"',
  );
  expect(problems(replaced('design.yaml', 'group: cost', 'group: slo'))).toContain(
    'none is of the group "cost"',
  );
  expect(problems(replaced('design.yaml', 'fixed: [clients]', 'fixed: [clients, gone]'))).toContain(
    '"gone" is fixed in design.yaml; expected it in the drawing',
  );
  expect(problems(replaced('reference.yaml', 'id: db', 'id: database'))).toContain(
    'start.yaml has no "database"',
  );
  expect(problems({ 'wrong/fast--x.yaml': 'from: reference\n' })).toContain(
    'names the objective "fast"; expected one of peak-fast, peak-served',
  );
});

test('what is given stays as it is, and only what is offered is drawn', () => {
  const renamed = 'from: reference\nchange:\n  - {id: clients, label: Robots}\n';
  expect(problems({ 'wrong/cheap--four-times-everything.yaml': renamed })).toContain(
    '"clients" is fixed in design.yaml; expected it as in start.yaml',
  );
  expect(
    problems({
      'wrong/cheap--four-times-everything.yaml': 'from: reference\nadd:\n  - {id: c, kind: cdn}\n',
    }),
  ).toContain('c is a cdn, which the palette does not offer');
});

test('a reference that cannot work is told before anything runs', () => {
  expect(problems({ 'reference.yaml': 'from: start\nremove: [api-db]\nnote: A note.\n' })).toContain(
    'the drawing has a problem',
  );
});

test('a browser receives all that a run needs, and neither the graded seeds nor another drawing', () => {
  const question = load();
  const sent = publicQuestion(question, { runtime: null });
  if (sent.kind !== 'design') throw new Error(sent.kind);
  expect(sent.scenario).toEqual(question.scenario);
  expect(sent.objectives).toEqual(question.objectives);
  expect(sent.start).toEqual(question.start);
  const text = JSON.stringify(sent);
  for (const secret of ['101', '202', '303', 'the note of somebody', 'two-replicas']) {
    expect(text).not.toContain(secret);
  }
});
