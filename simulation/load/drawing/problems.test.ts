/** Guarantee: what cannot work in a drawing is said before it runs, at its place, and what can work is left alone. */
import { expect, test } from 'vitest';
import { component, connect, drawing, flow, scenario } from '../load-fixture.ts';
import { LoadRun } from '../run/load-run.ts';
import type { LoadDesign } from '../scenario.ts';
import { countChanges } from './count-changes.ts';
import { correctnessFlags } from './flags.ts';
import { buildNetwork } from './network.ts';
import { designProblems } from './problems.ts';

const order = flow('order', { title: 'Orders', operation: 'write', needs: ['sql'], once: true });
const read = flow('read', { title: 'Reads', cacheable: 'personal', needs: ['sql'] });
const given = scenario([order, read], { order: 1, read: 1 });
const texts = (design: LoadDesign, of = given) => designProblems(design, of).map((problem) => problem.text);

const clients = component('clients', 'clients');
const api = component('api', 'service');
const db = component('db', 'sql');

test('a drawing that works has no problem', () => {
  const workers = component('w', 'worker', { idempotent: true });
  const design = drawing(
    [clients, api, db, component('q', 'queue'), workers, component('copies', 'replica')],
    [
      ...[connect('clients', 'api'), connect('api', 'q', { flows: 'order' }), connect('q', 'w')],
      ...[connect('w', 'db'), connect('db', 'copies'), connect('api', 'copies', { flows: 'read' })],
    ],
  );
  expect(texts(design)).toEqual([]);
});

test('a circle, an end that asks, writes to a replica, messages that nobody takes', () => {
  expect(
    texts(
      drawing(
        [clients, api, db, component('two', 'service')],
        [connect('clients', 'api'), connect('api', 'two'), connect('two', 'api'), connect('two', 'db')],
      ),
    ),
  ).toContain('two stands in a circle, or behind one, so nothing reaches it');
  expect(texts(drawing([clients, api, db], [connect('clients', 'api'), connect('db', 'api')]))).toContain(
    'A component of the kind “SQL database” asks nobody',
  );
  expect(
    texts(
      drawing(
        [clients, api, db, component('copies', 'replica')],
        [connect('clients', 'api'), connect('api', 'db'), connect('api', 'copies'), connect('db', 'copies')],
      ),
    ),
  ).toEqual(['Orders: a read replica takes no writes']);
  expect(
    texts(
      drawing(
        [clients, api, db, component('q', 'queue')],
        [connect('clients', 'api'), connect('api', 'q'), connect('api', 'db')],
      ),
    ),
  ).toContain('Orders: nobody takes it from q');
});

test('who calls must be known before a service works', () => {
  const secret = scenario([{ ...read, authenticated: true }], { read: 1 });
  const way = (auth: string) =>
    drawing(
      [clients, component('gw', 'gateway', { auth }), api, db],
      [connect('clients', 'gw'), connect('gw', 'api'), connect('api', 'db')],
    );
  expect(texts(way('jwt'), secret)).toEqual([]);
  expect(texts(way('none'), secret)).toEqual(['Reads: reaches api without a gateway that checks who calls']);
  expect(texts(way('introspect'), secret)).toEqual([
    'gw asks nobody who calls: connect it to the identity provider',
    'Reads: reaches api without a gateway that checks who calls',
  ]);
  // One way around the gateway is one too many.
  const around = way('jwt');
  expect(
    texts({ ...around, connections: [...around.connections, connect('clients', 'api')] }, secret),
  ).toEqual(['Reads: reaches api without a gateway that checks who calls']);
});

test('a circle beside the way is left out, with all that leads into it, and the rest runs', () => {
  const design = drawing(
    [clients, api, db, component('q', 'queue'), component('w', 'worker', { idempotent: true })],
    [
      ...[connect('clients', 'api'), connect('api', 'db'), connect('api', 'q', { flows: 'order' })],
      ...[connect('q', 'w'), connect('w', 'q')],
    ],
  );
  expect(texts(design)).toContain('q stands in a circle, or behind one, so nothing reaches it');
  const made = new LoadRun({ design, start: design, scenario: given, profile: 'steady', seed: 1 });
  expect(made.advance(1_000)).toBe(true);
  expect(made.report().flows[0]?.totals.good).toBeGreaterThan(0);
});

test('what a request must reach it must reach on every way', () => {
  const empty = component('empty', 'service');
  const split = drawing(
    [clients, component('lb', 'balancer'), api, empty, db],
    [
      connect('clients', 'lb'),
      connect('lb', 'api'),
      connect('lb', 'empty', { weight: 100 }),
      connect('api', 'db'),
    ],
  );
  expect(texts(split)).toContain(
    'Orders: not every way of it reaches a component of the kind “SQL database”',
  );
  const idle = drawing(
    [clients, api, db, component('q', 'queue'), component('w', 'worker'), component('lazy', 'worker')],
    [
      connect('clients', 'api'),
      connect('api', 'q', { flows: 'order' }),
      connect('q', 'w'),
      connect('q', 'lazy'),
      connect('w', 'db'),
      connect('api', 'db', { flows: 'read' }),
    ],
  );
  expect(texts(idle)).toEqual(['Orders: not every way of it reaches a component of the kind “SQL database”']);
});

test('nobody but who works asks a database; a function has one kind of callers', () => {
  expect(texts(drawing([clients, db], [connect('clients', 'db')]))).toContain(
    'A service, a function or a worker asks a database',
  );
  const both = drawing(
    [clients, api, db, component('q', 'queue'), component('f', 'function')],
    [
      connect('clients', 'api'),
      connect('api', 'f'),
      connect('api', 'q'),
      connect('q', 'f'),
      connect('f', 'db'),
      connect('api', 'db'),
    ],
  );
  expect(texts(both)).toContain('Orders: f takes messages and answers calls; it needs to be two functions');
});

test('a request that calls without end is refused, whoever draws it', () => {
  const rows = Array.from({ length: 9 }, (_, index) => [
    component(`a${index}`, 'service'),
    component(`b${index}`, 'service'),
  ]);
  const links = rows.flatMap((row, index) =>
    row.flatMap(({ id }) => (rows[index + 1] ?? []).map((next) => connect(id, next.id))),
  );
  const design = drawing(
    [clients, db, ...rows.flat()],
    [connect('clients', 'a0'), connect('a8', 'db'), ...links],
  );
  expect(texts(design)).toContain('Reads: one request makes more than 200 calls');
});

test('flags: personal answers kept for all, work that may be done twice', () => {
  const design = drawing(
    [
      clients,
      component('edge', 'cdn', { personal: true }),
      api,
      component('q', 'queue'),
      component('w', 'worker'),
      db,
    ],
    [
      ...[connect('clients', 'edge'), connect('edge', 'api'), connect('api', 'q', { flows: 'order' })],
      ...[connect('q', 'w'), connect('w', 'db'), connect('api', 'db', { flows: 'read' })],
    ],
  );
  expect(correctnessFlags(buildNetwork(design, given))).toEqual([
    'Reads: edge gives one person’s answer to another.',
    'w would do the same thing twice: a queue gives a message at least once.',
  ]);
});

test('changes are counted by setting; a move or a default written out is none', () => {
  const start = drawing([clients, api, db], [connect('clients', 'api')]);
  expect(countChanges(start, structuredClone(start))).toBe(0);
  const changed = drawing(
    [clients, component('api', 'service', { replicas: 4, vcpu: 8, spot: true }), component('new', 'cache')],
    [connect('clients', 'api', { attempts: 3 })],
  );
  // Two settings of the service (four replicas are the default), a cache, the database gone, one setting of a connection.
  expect(countChanges(start, changed)).toBe(5);
});
