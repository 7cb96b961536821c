import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '../random.ts';
import { type Design, designComponentsMax, designConnectionsMax } from './design.ts';
import {
  addComponent,
  changeComponent,
  changeConnection,
  componentsOf,
  connect,
  connectionsOf,
  designHistory,
  readDesign,
  removeParts,
  writeDesign,
} from './design-document.ts';
import { designCoordinateMax, designLabelCharactersMax, designSettingsMax } from './limits.ts';
import { sameDesign } from './same-design.ts';

// Guarantee: two tabs that draw at the same time, or offline, end with the same system, with every setting that was not
// set twice; and whatever a hostile page writes into the document is never drawn, run or stored.
describe('one drawing', () => {
  it('keeps what was made, and connects only what is there, once', () => {
    const doc = new Y.Doc();
    addComponent(doc, 'a', { kind: 'service', label: 'orders', settings: { replicas: 6 } });
    addComponent(doc, 'b', { kind: 'sql', label: 'db' });
    expect(connect(doc, 'e', { from: 'a', to: 'b' })).toEqual({ ok: true, id: 'e' });
    expect(connect(doc, 'f', { from: 'a', to: 'b' })).toEqual({ ok: false, why: 'duplicate' });
    expect(connect(doc, 'f', { from: 'a', to: 'a' })).toEqual({ ok: false, why: 'self' });
    expect(connect(doc, 'f', { from: 'a', to: 'missing' })).toEqual({ ok: false, why: 'missing' });
    expect(connect(doc, 'f', { from: 'b', to: 'a' })).toEqual({ ok: true, id: 'f' });
    changeComponent(doc, 'a', { label: 'order-api', x: 33.6, setting: { key: 'zones', value: '3' } });
    changeComponent(doc, 'missing', { label: 'nobody' });
    changeConnection(doc, 'e', { key: 'timeoutMs', value: 800 });
    const design = readDesign(doc);
    expect(design.components[0]).toEqual({
      ...{ id: 'a', kind: 'service', label: 'order-api', x: 34, y: 20 },
      settings: { replicas: 6, zones: '3' },
    });
    expect(design.connections[0]).toEqual({ id: 'e', from: 'a', to: 'b', settings: { timeoutMs: 800 } });
    removeParts(doc, ['b']);
    expect(readDesign(doc)).toEqual({ components: [design.components[0]], connections: [] });
  });

  it('never puts a new component onto another, and has room for a bounded number', () => {
    const doc = new Y.Doc();
    for (let n = 0; n < designComponentsMax; n += 1) addComponent(doc, `n${n}`, { kind: 'cache', label: '' });
    const places = readDesign(doc).components.map((one) => `${one.x},${one.y}`);
    expect(new Set(places).size).toBe(designComponentsMax);
    expect(addComponent(doc, 'more', { kind: 'cache', label: '' })).toBeNull();
    let made = 0;
    for (let a = 0; made < designConnectionsMax; a += 1) {
      for (let b = 0; b < 20 && made < designConnectionsMax; b += 1) {
        if (connect(doc, `e${a}-${b}`, { from: `n${a}`, to: `n${b}` }).ok) made += 1;
      }
    }
    expect(connect(doc, 'more', { from: 'n50', to: 'n51' })).toEqual({ ok: false, why: 'full' });
  });

  it('undoes one step of its own, with the connections that a removal took, and no word of the note', () => {
    const doc = new Y.Doc();
    const history = designHistory(doc);
    writeDesign(doc, start);
    doc.getText('text').insert(0, 'because');
    addComponent(doc, 'cache', { kind: 'cache', label: 'cache' });
    changeComponent(doc, 'cache', { label: 'c' });
    changeComponent(doc, 'cache', { label: 'ca' });
    removeParts(doc, ['db']);
    expect(readDesign(doc).connections).toEqual([]);
    history.undo();
    expect(readDesign(doc).connections).toEqual(start.connections);
    expect(readDesign(doc).components.map((one) => one.label)).toContain('ca');
    history.undo();
    expect(readDesign(doc).components.map((one) => one.label)).toContain('cache');
    history.undo();
    expect(readDesign(doc)).toEqual(start);
    for (let step = 0; step < 3; step += 1) history.redo();
    expect(readDesign(doc).components.map((one) => one.id)).toEqual(['api', 'cache']);
    expect(doc.getText('text').toString()).toBe('because');
  });

  it('reads nothing of what is no drawing', () => {
    const doc = new Y.Doc();
    writeDesign(doc, start);
    const put = (id: string, fields: Record<string, unknown>) =>
      componentsOf(doc).set(id, new Y.Map<unknown>(Object.entries(fields)));
    componentsOf(doc).set('plain', 'text');
    put('kindless', { label: 'x' });
    put('nul\u0000', { kind: 'cache' });
    put('x'.repeat(200), { kind: 'cache' });
    put('huge', {
      kind: 'cache',
      label: `\ud800${'x'.repeat(5000)}`,
      x: 1e300,
      y: Number.NaN,
      ...{ 'set.nodes': Number.POSITIVE_INFINITY, 'set.list': [1], 'set.__proto__': 7, 'set.': 1, other: 2 },
      ...Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`set.z${n}`, n])),
    });
    connectionsOf(doc).set('loop', new Y.Map<unknown>(Object.entries({ from: 'api', to: 'api' })));
    connectionsOf(doc).set('open', new Y.Map<unknown>(Object.entries({ from: 'api', to: 'gone' })));
    const design = readDesign(doc);
    expect(design.connections).toEqual(start.connections);
    expect(design.components.map((one) => one.id)).toEqual(['api', 'db', 'huge']);
    const huge = design.components[2];
    expect(huge?.label.length).toBe(designLabelCharactersMax);
    expect([huge?.x, huge?.y]).toEqual([designCoordinateMax, 0]);
    expect(huge?.label.isWellFormed()).toBe(true);
    const settings = Object.entries(huge?.settings ?? {});
    expect(settings.length).toBe(designSettingsMax);
    expect(settings[0]).toEqual(['__proto__', 7]);
    expect(Object.getPrototypeOf({})).not.toBe(7);
  });
});

const start: Design = {
  components: [
    { id: 'api', kind: 'service', label: 'api', x: 0, y: 0, settings: { replicas: 4 } },
    { id: 'db', kind: 'sql', label: 'db', x: 200, y: 0, settings: {} },
  ],
  connections: [{ id: 'c', from: 'api', to: 'db', settings: { timeoutMs: 500 } }],
};

describe('two drawings', () => {
  it('are the same system wherever it stands on the canvas, and in whatever order it was written', () => {
    const moved = {
      components: start.components.map((one) => ({ ...one, x: one.x + 40 })).reverse(),
      connections: start.connections,
    };
    expect(sameDesign(start, moved)).toBe(true);
    const [api, db] = start.components;
    if (!api || !db) throw new Error('the fixture has two components');
    const larger = { ...start, components: [{ ...api, settings: { replicas: 5 } }, db] };
    expect(sameDesign(start, larger)).toBe(false);
    expect(sameDesign(start, { ...start, connections: [] })).toBe(false);
  });
});

describe('two tabs', () => {
  it('end with the same drawing, whatever arrives when', () => {
    for (let seed = 0; seed < 12; seed += 1) {
      const random = seededRandom(`design ${seed}`);
      const docs = [1, 2].map((clientID) => Object.assign(new Y.Doc(), { clientID: clientID + 10 }));
      for (let step = 0; step < 80; step += 1) {
        const doc = docs[random.below(2)];
        const other = docs[random.below(2)];
        if (!doc || !other) continue;
        const { components, connections } = readDesign(doc);
        const some = () => components[random.below(Math.max(1, components.length))]?.id ?? '';
        const key = ['replicas', 'vcpu'][random.below(2)] ?? '';
        const choices = [
          () => addComponent(doc, `${doc.clientID}-${step}`, { kind: 'service', label: `${step}` }),
          () => connect(doc, `${doc.clientID}-${step}`, { from: some(), to: some() }),
          () => changeComponent(doc, some(), { x: random.below(900), setting: { key, value: step } }),
          () => changeConnection(doc, connections[0]?.id ?? '', { key: 'attempts', value: step }),
          () => removeParts(doc, [some()]),
          () => Y.applyUpdate(other, Y.encodeStateAsUpdate(doc)),
        ];
        choices[random.below(choices.length)]?.();
      }
      const [first, second] = docs;
      if (!first || !second) throw new Error('there are two tabs');
      Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
      Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
      expect(readDesign(first), `seed ${seed}`).toEqual(readDesign(second));
    }
  });

  it('keep both settings that each of them set', () => {
    const first = new Y.Doc();
    writeDesign(first, start);
    const second = new Y.Doc();
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
    changeComponent(first, 'api', { setting: { key: 'replicas', value: 9 } });
    changeComponent(second, 'api', { setting: { key: 'vcpu', value: 8 }, label: 'orders' });
    Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
    expect(readDesign(first).components[0]).toMatchObject({
      label: 'orders',
      settings: { replicas: 9, vcpu: 8 },
    });
  });
});
