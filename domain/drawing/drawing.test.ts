import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '../random.ts';
import {
  addEdge,
  addNode,
  changeEdge,
  changeNode,
  drawingEdgesMax,
  drawingHistory,
  drawingNodesMax,
  nodeKinds,
  nodesOf,
  readDrawing,
  removeParts,
} from './drawing.ts';

// Guarantee: people who draw at the same time end with the same drawing, nobody's undo takes back another's work, and
// whatever a hostile page writes into the document is never drawn. If this fails, a discussion is held over two pictures.
describe('one drawing', () => {
  it('keeps what was made, and connects only what is there, once', () => {
    const doc = new Y.Doc();
    addNode(doc, 'a', { kind: 'service', label: 'orders' });
    addNode(doc, 'b', { kind: 'database', label: 'outbox' });
    expect(addEdge(doc, 'e', { from: 'a', to: 'b' })).toBe('e');
    expect(addEdge(doc, 'f', { from: 'a', to: 'b' })).toBeNull();
    expect(addEdge(doc, 'f', { from: 'a', to: 'a' })).toBeNull();
    expect(addEdge(doc, 'f', { from: 'a', to: 'missing' })).toBeNull();
    changeNode(doc, 'a', { detail: 'writes in one tx', x: 33.6 });
    changeEdge(doc, 'e', { style: 'async', label: 'poll' });
    const drawing = readDrawing(doc);
    expect(drawing.nodes[0]).toEqual({
      id: 'a',
      kind: 'service',
      label: 'orders',
      detail: 'writes in one tx',
      x: 34,
      y: 20,
    });
    expect(drawing.edges).toEqual([{ id: 'e', from: 'a', to: 'b', style: 'async', label: 'poll' }]);
    removeParts(doc, ['b']);
    expect(readDrawing(doc)).toEqual({ nodes: [drawing.nodes[0]], edges: [] });
  });
  it('never puts a new component onto another', () => {
    const doc = new Y.Doc();
    for (let n = 0; n < 30; n += 1) addNode(doc, `n${n}`, { kind: 'queue', label: '' });
    const places = readDrawing(doc).nodes.map((node) => `${node.x},${node.y}`);
    expect(new Set(places).size).toBe(30);
  });
  it('has room for a bounded number', () => {
    const doc = new Y.Doc();
    for (let n = 0; n < drawingNodesMax; n += 1)
      addNode(doc, `n${n}`, { kind: 'note', label: '', at: { x: n, y: 0 } });
    expect(addNode(doc, 'more', { kind: 'note', label: '' })).toBeNull();
    let made = 0;
    for (let a = 0; made < drawingEdgesMax; a += 1) {
      for (let b = 0; b < drawingNodesMax && made < drawingEdgesMax; b += 1) {
        if (addEdge(doc, `e${a}-${b}`, { from: `n${a}`, to: `n${b}` })) made += 1;
      }
    }
    expect(addEdge(doc, 'more', { from: 'n100', to: 'n101' })).toBeNull();
  });
  it('undoes one step of one’s own and leaves the work of others', () => {
    const mine = new Y.Doc();
    const theirs = new Y.Doc();
    join(mine, theirs);
    const history = drawingHistory(mine);
    addNode(mine, 'a', { kind: 'service', label: 'mine' });
    history.stopCapturing();
    addNode(theirs, 'b', { kind: 'cache', label: 'theirs' });
    addEdge(theirs, 'e', { from: 'a', to: 'b' });
    changeNode(mine, 'b', { label: 'renamed by me' });
    history.undo();
    expect(readDrawing(mine).nodes.map((node) => node.label)).toEqual(['mine', 'theirs']);
    removeParts(mine, ['a']);
    expect(readDrawing(theirs).edges).toEqual([]);
    history.undo();
    expect(readDrawing(theirs).edges.map((edge) => edge.id)).toEqual(['e']);
  });
  it('draws nothing of what is no drawing', () => {
    const doc = new Y.Doc();
    nodesOf(doc).set('plain', 'text');
    nodesOf(doc).set('wrong', new Y.Map(Object.entries({ kind: 'script', label: 'x' })));
    nodesOf(doc).set(
      'huge',
      new Y.Map<unknown>(Object.entries({ kind: 'note', label: 'x'.repeat(5000), x: 1e300, y: Number.NaN })),
    );
    const { nodes } = readDrawing(doc);
    expect(nodes.map((node) => [node.id, node.label.length, node.x, node.y])).toEqual([
      ['huge', 120, 20_000, 0],
    ]);
  });
});

describe('several people', () => {
  it('end with the same drawing, whatever arrives when', () => {
    for (let seed = 0; seed < 12; seed += 1) {
      const random = seededRandom(`drawing ${seed}`);
      const docs = [0, 1, 2].map((index) => {
        const doc = new Y.Doc();
        doc.clientID = index + 10;
        return doc;
      });
      const mail = docs.map((): Uint8Array[] => []);
      docs.forEach((doc, index) => {
        doc.on('update', (update: Uint8Array, origin: unknown) => {
          if (origin === 'mail') return;
          mail.forEach((box, to) => {
            if (to !== index) box.push(update);
          });
        });
      });
      for (let step = 0; step < 80; step += 1) {
        const who = random.below(3);
        const doc = docs[who];
        if (!doc) continue;
        const { nodes, edges } = readDrawing(doc);
        const someNode = nodes[random.below(Math.max(1, nodes.length))]?.id ?? '';
        const other = nodes[random.below(Math.max(1, nodes.length))]?.id ?? '';
        const choice = random.below(7);
        if (choice < 2)
          addNode(doc, `${who}-${step}`, { kind: nodeKinds[random.below(11)] ?? 'note', label: `${step}` });
        else if (choice === 2) addEdge(doc, `${who}-${step}`, { from: someNode, to: other });
        else if (choice === 3) changeNode(doc, someNode, { x: random.below(900), label: `l${step}` });
        else if (choice === 4) removeParts(doc, [someNode, edges[0]?.id ?? '']);
        else {
          const box = mail[who];
          const taken = box?.splice(random.below(Math.max(1, box.length)), 1)[0];
          if (taken) Y.applyUpdate(doc, taken, 'mail');
        }
      }
      docs.forEach((doc, index) => {
        for (const update of random.shuffle(mail[index] ?? [])) Y.applyUpdate(doc, update, 'mail');
      });
      const [first, ...rest] = docs.map(readDrawing);
      for (const drawing of rest) expect(drawing, `seed ${seed}`).toEqual(first);
    }
  });
});

function join(a: Y.Doc, b: Y.Doc): void {
  a.on(
    'update',
    (update: Uint8Array, origin: unknown) => origin !== 'peer' && Y.applyUpdate(b, update, 'peer'),
  );
  b.on(
    'update',
    (update: Uint8Array, origin: unknown) => origin !== 'peer' && Y.applyUpdate(a, update, 'peer'),
  );
}
