'use client';

import { ChevronDown, ChevronRight, CircleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type * as Y from 'yjs';
import type { Design, DesignComponent, DesignConnection } from '../../../domain/design/design.ts';
import { type ComponentKind, isComponentKind, kindTables } from '../../../simulation/load/drawing/kinds.ts';
import type { DesignProblem } from '../../../simulation/load/drawing/problems.ts';
import { Button } from '../../ui/button/button.tsx';
import { Select } from '../../ui/form/select.tsx';
import { failingShare } from '../canvas/failing-share.ts';
import { componentLine } from '../component-line.ts';
import type { DesignQuestionView } from '../design-types.ts';
import { connectionName, isAsynchronous } from '../drawing-words.ts';
import { kindIcons, kindName, nameOf } from '../kind-icons.ts';
import type { LoadsAt } from '../results/component-load.ts';
import { LoadBar } from '../results/load-bar.tsx';
import { percent, perSecond } from '../results/measure-words.ts';
import { ConnectForm } from './connect-form.tsx';

export interface DesignListProps {
  doc: Y.Doc | null;
  design: Design;
  question: DesignQuestionView;
  selected: string | null;
  onSelect: (id: string | null) => void;
  loads: LoadsAt | null;
  problems: readonly DesignProblem[];
  /** The settings of what is selected, where no pane beside the list shows them. */
  settings: ReactNode;
}

/** The same drawing as rows: everything that the picture can do, for the keyboard, for screen readers and for a phone. */
export function DesignList(props: DesignListProps & { onAdd: (kind: ComponentKind) => void }) {
  const { doc, design, question, loads, problems, onAdd } = props;
  const id = useId();
  const [kind, setKind] = useState<ComponentKind>(question.palette[0] ?? 'service');
  return (
    <div className="flex flex-col gap-4 p-3">
      <section aria-labelledby={`${id}-components`}>
        <h2 id={`${id}-components`} className="mb-1 text-dense font-semibold">
          Components <span className="numeric font-normal text-ink-3">{design.components.length}</span>
        </h2>
        <ul className="border-t border-line">
          {inOrder(design).map((component) => {
            const Icon = isComponentKind(component.kind) ? kindIcons[component.kind] : CircleAlert;
            const load = loads?.components.get(component.id);
            return (
              <Item
                key={component.id}
                {...props}
                id={component.id}
                problem={problems.find((one) => one.component === component.id)?.text}
                figures={load && <LoadBar load={load} className="w-28" />}
              >
                <Icon size={13} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-3" />
                <span className="font-medium">{nameOf(component)}</span>
                <span className="text-caption text-ink-3">
                  {[kindName(component.kind), componentLine(component, question.scenario)]
                    .filter((part) => part !== '' && part !== nameOf(component))
                    .join(', ')}
                </span>
              </Item>
            );
          })}
        </ul>
        {design.components.length === 0 && <p className="py-1 text-ink-3">No component yet.</p>}
        {doc && (
          <div className="mt-2 flex flex-wrap items-end gap-1.5">
            <Select
              label="Kind of the new component"
              value={kind}
              options={question.palette.map((one) => ({ value: one, label: kindTables[one].name }))}
              onChange={(event) => {
                if (isComponentKind(event.target.value)) setKind(event.target.value);
              }}
            />
            <Button onClick={() => onAdd(kind)}>Add</Button>
          </div>
        )}
      </section>
      <section aria-labelledby={`${id}-connections`}>
        <h2 id={`${id}-connections`} className="mb-1 text-dense font-semibold">
          Connections <span className="numeric font-normal text-ink-3">{design.connections.length}</span>
        </h2>
        <ul className="border-t border-line">
          {design.connections.toSorted(byName(design)).map((connection) => {
            const load = loads?.connections.get(connection.id);
            return (
              <Item
                key={connection.id}
                {...props}
                id={connection.id}
                problem={problems.find((one) => one.connection === connection.id)?.text}
                figures={
                  load && (
                    <span className="numeric text-caption text-ink-2">
                      {perSecond(load.rate)}
                      {load.failedShare >= failingShare && (
                        <span className="text-fail">, {percent(load.failedShare)} fail</span>
                      )}
                    </span>
                  )
                }
              >
                <span>{connectionName(design, connection)}</span>
                {isAsynchronous(design, connection) && (
                  <span className="text-caption text-ink-3">asynchronous</span>
                )}
              </Item>
            );
          })}
        </ul>
        {design.connections.length === 0 && <p className="py-1 text-ink-3">No connection yet.</p>}
        {doc && design.components.length > 1 && (
          <ConnectForm doc={doc} design={design} onConnected={props.onSelect} />
        )}
      </section>
    </div>
  );
}

/** As it is read on the picture: from left to right, then down. */
function inOrder(design: Design): DesignComponent[] {
  return design.components.toSorted((a, b) => a.x - b.x || a.y - b.y);
}

function byName(design: Design) {
  const name = (connection: DesignConnection) => connectionName(design, connection);
  return (a: DesignConnection, b: DesignConnection) => name(a).localeCompare(name(b), 'en');
}

interface ItemProps extends Pick<DesignListProps, 'selected' | 'onSelect' | 'settings'> {
  id: string;
  problem: string | undefined;
  figures: ReactNode;
  children: ReactNode;
}

/** One row: pressing it opens its settings, here or beside the list. */
function Item({ id, selected, onSelect, settings, problem, figures, children }: ItemProps) {
  const open = id === selected;
  const Sign = open ? ChevronDown : ChevronRight;
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    const opened = open && !wasOpen.current;
    wasOpen.current = open;
    // Chosen from inside the row that has just closed: what had the focus is gone.
    if (opened && settings && document.activeElement === document.body) button.current?.focus();
  }, [open, settings]);
  return (
    <li className={open ? 'border-b border-line bg-accent-soft' : 'border-b border-line'}>
      <button
        ref={button}
        type="button"
        {...(settings ? { 'aria-expanded': open } : { 'aria-pressed': open })}
        onClick={() => onSelect(open ? null : id)}
        className="flex min-h-8 w-full flex-wrap items-center gap-x-2 gap-y-0.5 py-1 pr-1 text-left text-dense -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11"
      >
        {settings && <Sign size={13} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-3" />}
        {children}
        {problem && (
          <span className="flex items-center gap-1 text-caption text-fail">
            <CircleAlert size={12} strokeWidth={1.75} aria-hidden />
            {problem}
          </span>
        )}
        <span className="ml-auto flex">{figures}</span>
      </button>
      {open && settings && (
        <div data-inline className="border-t border-line bg-panel">
          {settings}
        </div>
      )}
    </li>
  );
}
