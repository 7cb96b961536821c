'use client';

import { Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import type * as Y from 'yjs';
import {
  addEdge,
  changeEdge,
  changeNode,
  type Drawing,
  type DrawingNode,
  edgeStyles,
  labelCharactersMax,
  nodeKinds,
  removeParts,
} from '../../domain/drawing/drawing.ts';
import { Button } from '../ui/button/button.tsx';
import { IconButton } from '../ui/button/icon-button.tsx';
import { announce } from '../ui/feedback/announcer.ts';
import { Select } from '../ui/form/select.tsx';
import { TextField } from '../ui/form/text-field.tsx';
import { nodeKindNames } from './node-kinds.ts';

interface DrawingListProps {
  doc: Y.Doc;
  drawing: Drawing;
  selected: string | null;
  readOnly: boolean;
}

const styleNames = { sync: 'waits for it', async: 'does not wait' } as const;

/** The same drawing as a list of fields: everything the picture can do, for the keyboard and for screen readers. */
export function DrawingList({ doc, drawing, selected, readOnly }: DrawingListProps) {
  const id = useId();
  const nameOf = (nodeId: string) => {
    const node = drawing.nodes.find((one) => one.id === nodeId);
    return node ? node.label || nodeKindNames[node.kind] : '';
  };
  return (
    <fieldset disabled={readOnly} className="flex flex-col gap-3 p-3">
      <legend className="sr-only">Drawing as a list</legend>
      <section aria-labelledby={`${id}-nodes`}>
        <h3 id={`${id}-nodes`} className="mb-1 text-caption text-ink-3">
          Components ({drawing.nodes.length})
        </h3>
        <ul className="flex flex-col gap-1.5">
          {drawing.nodes.map((node) => (
            <li
              key={node.id}
              className={`flex flex-wrap items-end gap-1.5 ${node.id === selected ? 'bg-accent-soft' : ''}`}
            >
              <Select
                label={`Kind of ${nameOf(node.id)}`}
                labelHidden
                value={node.kind}
                options={nodeKinds.map((kind) => ({ value: kind, label: nodeKindNames[kind] }))}
                onChange={(event) => {
                  const kind = nodeKinds.find((one) => one === event.target.value);
                  if (kind) changeNode(doc, node.id, { kind });
                }}
              />
              <TextField
                label={`Name of ${nameOf(node.id)}`}
                labelHidden
                value={node.label}
                placeholder="Name"
                maxLength={labelCharactersMax}
                onChange={(event) => changeNode(doc, node.id, { label: event.target.value })}
              />
              <TextField
                label={`Detail of ${nameOf(node.id)}`}
                labelHidden
                value={node.detail}
                placeholder="Detail"
                maxLength={labelCharactersMax}
                onChange={(event) => changeNode(doc, node.id, { detail: event.target.value })}
              />
              <IconButton
                label={`Remove ${nameOf(node.id)}`}
                icon={<Trash2 size={13} strokeWidth={1.75} aria-hidden />}
                onClick={() => {
                  removeParts(doc, [node.id]);
                  announce(`${nameOf(node.id)} removed`, 'polite');
                }}
              />
            </li>
          ))}
        </ul>
        {drawing.nodes.length === 0 && <p className="text-ink-3">No component yet.</p>}
      </section>
      <section aria-labelledby={`${id}-edges`}>
        <h3 id={`${id}-edges`} className="mb-1 text-caption text-ink-3">
          Connections ({drawing.edges.length})
        </h3>
        <ul className="flex flex-col gap-1.5">
          {drawing.edges.map((edge) => {
            const name = `${nameOf(edge.from)} to ${nameOf(edge.to)}`;
            return (
              <li
                key={edge.id}
                className={`flex flex-wrap items-end gap-1.5 ${edge.id === selected ? 'bg-accent-soft' : ''}`}
              >
                <span className="min-w-40 self-center">{name}</span>
                <Select
                  label={`Whether ${name} waits`}
                  labelHidden
                  value={edge.style}
                  options={edgeStyles.map((style) => ({ value: style, label: styleNames[style] }))}
                  onChange={(event) => {
                    const style = edgeStyles.find((one) => one === event.target.value);
                    if (style) changeEdge(doc, edge.id, { style });
                  }}
                />
                <TextField
                  label={`Label of ${name}`}
                  labelHidden
                  value={edge.label}
                  placeholder="Label"
                  maxLength={labelCharactersMax}
                  onChange={(event) => changeEdge(doc, edge.id, { label: event.target.value })}
                />
                <IconButton
                  label={`Remove ${name}`}
                  icon={<Trash2 size={13} strokeWidth={1.75} aria-hidden />}
                  onClick={() => {
                    removeParts(doc, [edge.id]);
                    announce(`${name} removed`, 'polite');
                  }}
                />
              </li>
            );
          })}
        </ul>
        {!readOnly && drawing.nodes.length > 1 && <Connect doc={doc} nodes={drawing.nodes} nameOf={nameOf} />}
      </section>
    </fieldset>
  );
}

interface ConnectProps {
  doc: Y.Doc;
  nodes: readonly DrawingNode[];
  nameOf: (id: string) => string;
}

function Connect({ doc, nodes, nameOf }: ConnectProps) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const options = nodes.map((node) => ({ value: node.id, label: nameOf(node.id) }));
  const missing = from === '' || to === '' || from === to;
  return (
    <div className="mt-2 flex flex-wrap items-end gap-1.5">
      <Select
        label="From"
        placeholder="Choose"
        value={from}
        options={options}
        onChange={(e) => setFrom(e.target.value)}
      />
      <Select
        label="To"
        placeholder="Choose"
        value={to}
        options={options}
        onChange={(e) => setTo(e.target.value)}
      />
      <Button
        disabledReason={missing ? 'Choose two components' : undefined}
        onClick={() => {
          const made = addEdge(doc, crypto.randomUUID(), { from, to });
          announce(
            made ? `${nameOf(from)} connected to ${nameOf(to)}` : 'They are connected already',
            'polite',
          );
        }}
      >
        Connect
      </Button>
    </div>
  );
}
