'use client';

import { useState } from 'react';
import type * as Y from 'yjs';
import type { Design } from '../../../domain/design/design.ts';
import { connect } from '../../../domain/design/design-document.ts';
import { Button } from '../../ui/button/button.tsx';
import { announce, notify } from '../../ui/feedback/announcer.ts';
import { Select } from '../../ui/form/select.tsx';
import { connectionName, refusalWords } from '../drawing-words.ts';
import { nameOf } from '../kind-icons.ts';

interface ConnectFormProps {
  doc: Y.Doc;
  design: Design;
  /** The component that is connected; without it, both ends are chosen. */
  from?: string;
  onConnected: (id: string) => void;
}

/** Connecting without a mouse. */
export function ConnectForm({ doc, design, from: given, onConnected }: ConnectFormProps) {
  const [chosen, setFrom] = useState('');
  const [to, setTo] = useState('');
  const from = given ?? chosen;
  const taken = new Set(design.connections.filter((one) => one.from === from).map((one) => one.to));
  const options = design.components.map((component) => ({ value: component.id, label: nameOf(component) }));
  const targets = options.filter((option) => option.value !== from && !taken.has(option.value));
  const missing = from === '' || !targets.some((option) => option.value === to);
  return (
    <div className="mt-2 flex flex-wrap items-end gap-1.5">
      {given === undefined && (
        <Select
          label="From"
          placeholder="Choose"
          value={chosen}
          options={options}
          onChange={(event) => setFrom(event.target.value)}
          fieldClassName="min-w-32"
        />
      )}
      <Select
        label={given === undefined ? 'To' : 'Connect to'}
        placeholder="Choose"
        value={targets.some((option) => option.value === to) ? to : ''}
        options={targets}
        onChange={(event) => setTo(event.target.value)}
        fieldClassName="min-w-32 flex-1"
      />
      <Button
        disabledReason={missing ? (given === undefined ? 'Choose two' : 'Choose one') : undefined}
        onClick={() => {
          const made = connect(doc, crypto.randomUUID(), { from, to });
          if (!made.ok) {
            notify({ tone: 'warn', text: refusalWords[made.why] });
            return;
          }
          announce(`Connected: ${connectionName(design, { from, to })}.`);
          setTo('');
          onConnected(made.id);
        }}
      >
        Connect
      </Button>
    </div>
  );
}
