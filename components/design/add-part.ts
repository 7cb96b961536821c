import type * as Y from 'yjs';
import type { Design } from '../../domain/design/design.ts';
import { addComponent } from '../../domain/design/design-document.ts';
import { type ComponentKind, kindTables } from '../../simulation/load/drawing/kinds.ts';
import { announce, notify } from '../ui/feedback/announcer.ts';

/** Puts a component into the drawing under a name that is free; its id, or null when the drawing is full. */
export function addPart(
  doc: Y.Doc,
  design: Design,
  kind: ComponentKind,
  from?: { label: string; settings: Design['components'][number]['settings'] },
): string | null {
  const label = freeName(design, from?.label ?? kindTables[kind].name);
  const id = addComponent(doc, crypto.randomUUID(), { kind, label, settings: from?.settings ?? {} });
  if (id === null) notify({ tone: 'warn', text: 'The drawing is full. Remove a component first.' });
  else announce(`${label} added.`);
  return id;
}

function freeName(design: Design, wanted: string): string {
  const taken = new Set(design.components.map((component) => component.label));
  const stem = wanted.replace(/ \d+$/u, '');
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${stem} ${number}`;
  return name;
}
