import type * as Y from 'yjs';
import type { Design } from '../../domain/design/design.ts';
import {
  addComponent,
  changeComponent,
  changeConnection,
  connect,
  readDesign,
  removeParts,
} from '../../domain/design/design-document.ts';

/** Draws until the document holds the drawing, a part at a time, as somebody at the page would. */
export function drawDesign(doc: Y.Doc, wanted: Design): void {
  const drawn = readDesign(doc);
  const components = new Map(wanted.components.map((one) => [one.id, one]));
  const connections = new Map(wanted.connections.map((one) => [one.id, one]));
  const gone = [
    ...drawn.components.filter((one) => {
      const next = components.get(one.id);
      return next?.kind !== one.kind || loses(one, next);
    }),
    ...drawn.connections.filter((one) => {
      const next = connections.get(one.id);
      return next?.from !== one.from || next.to !== one.to || loses(one, next);
    }),
  ];
  if (gone.length > 0) {
    removeParts(
      doc,
      gone.map((one) => one.id),
    );
  }
  const before = readDesign(doc);
  for (const component of wanted.components) {
    const { id, kind, label, x, y, settings } = component;
    const base = before.components.find((one) => one.id === id);
    if (!base) addComponent(doc, id, { kind, label, at: { x, y }, settings });
    else if (base.label !== label) changeComponent(doc, id, { label });
    for (const [key, value] of Object.entries(base ? settings : {})) {
      if (base?.settings[key] !== value) changeComponent(doc, id, { setting: { key, value } });
    }
  }
  for (const { id, from, to, settings } of wanted.connections) {
    const base = before.connections.find((one) => one.id === id);
    if (!base) connect(doc, id, { from, to });
    for (const [key, value] of Object.entries(settings)) {
      if (base?.settings[key] !== value) changeConnection(doc, id, { key, value });
    }
  }
}

/** A setting can be changed and not be taken away. */
function loses(before: { settings: object }, after: { settings: object }): boolean {
  return Object.keys(before.settings).some((key) => !Object.hasOwn(after.settings, key));
}
