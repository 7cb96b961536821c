'use client';

import { ArrowRight, CircleAlert, Copy, Lock, Trash2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type * as Y from 'yjs';
import type { Design, DesignComponent, DesignConnection } from '../../../domain/design/design.ts';
import { changeComponent, changeConnection, removeParts } from '../../../domain/design/design-document.ts';
import { designLabelCharactersMax } from '../../../domain/design/limits.ts';
import { isComponentKind, kindTables } from '../../../simulation/load/drawing/kinds.ts';
import type { DesignProblem } from '../../../simulation/load/drawing/problems.ts';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { announce } from '../../ui/feedback/announcer.ts';
import { controlClassName } from '../../ui/form/field.tsx';
import { addPart } from '../add-part.ts';
import type { DesignQuestionView } from '../design-types.ts';
import { connectionName, settingsOfConnection } from '../drawing-words.ts';
import { kindIcons, kindName, nameOf } from '../kind-icons.ts';
import { ConnectForm } from '../list/connect-form.tsx';
import type { LoadsAt } from '../results/component-load.ts';
import { ComponentFacts } from './component-facts.tsx';
import { ComponentFigures, ConnectionFigures } from './last-figures.tsx';
import { SettingField } from './setting-field.tsx';

export interface InspectorProps {
  doc: Y.Doc | null;
  design: Design;
  question: DesignQuestionView;
  selected: string | null;
  onSelect: (id: string | null) => void;
  /** A part was removed, and with it what had the focus. */
  onRemoved: () => void;
  loads: LoadsAt | null;
  problems: readonly DesignProblem[];
  /** The second of the run to which the figures belong. */
  second: number;
}

const icon = { size: 13, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Everything about the one part that is selected: settings, what the brief says of it, what the last run showed. */
export function Inspector(props: InspectorProps) {
  const { design, selected } = props;
  const component = design.components.find((one) => one.id === selected);
  if (component) return <ComponentInspector key={component.id} {...props} component={component} />;
  const connection = design.connections.find((one) => one.id === selected);
  if (connection) return <ConnectionInspector key={connection.id} {...props} connection={connection} />;
  return (
    <div className="px-3 py-2.5 text-dense text-ink-2">
      <p>
        Nothing is selected. Select a component or a connection to see {props.doc ? 'and change ' : ''}its
        settings.
      </p>
      {props.doc && (
        <p className="mt-1.5 text-caption text-ink-3">
          The signs at the left add components. Drag from the right edge of one to another to connect them, or
          choose “Connect to” here. Delete removes what is selected.
        </p>
      )}
    </div>
  );
}

function ComponentInspector({ component, ...props }: InspectorProps & { component: DesignComponent }) {
  const { doc, design, question, onSelect, onRemoved, loads, second } = props;
  const nameId = useId();
  const table = isComponentKind(component.kind) ? kindTables[component.kind] : null;
  const Icon = isComponentKind(component.kind) ? kindIcons[component.kind] : CircleAlert;
  const fixed = question.fixed.includes(component.id);
  const readOnly = doc === null || fixed;
  const load = loads?.components.get(component.id);
  const name = nameOf(component);
  return (
    <Frame
      icon={<Icon {...icon} className="shrink-0 text-ink-3" />}
      name={name}
      kind={kindName(component.kind)}
      actions={
        doc &&
        !fixed && (
          <>
            {isComponentKind(component.kind) && question.palette.includes(component.kind) && (
              <IconButton
                size="small"
                label={`Duplicate ${name}`}
                icon={<Copy {...icon} />}
                onClick={() => {
                  if (!isComponentKind(component.kind)) return;
                  const made = addPart(doc, design, component.kind, component);
                  if (made) onSelect(made);
                }}
              />
            )}
            <RemoveButton {...{ doc, name, onSelect, onRemoved }} id={component.id} />
          </>
        )
      }
    >
      <Problems {...props} of="component" id={component.id} />
      {table && <p className="text-caption text-ink-2">{table.does}</p>}
      {fixed && (
        <p className="flex items-center gap-1.5 text-caption text-ink-3">
          <Lock size={11} strokeWidth={1.75} aria-hidden />
          Given: it can’t be changed or removed, only connected.
        </p>
      )}
      <div className="flex flex-col">
        {!readOnly && (
          <div className="grid min-h-7 grid-cols-[minmax(0,1fr)_8rem] items-center gap-x-2">
            <label htmlFor={nameId} className="text-dense text-ink-2">
              Name
            </label>
            <input
              id={nameId}
              type="text"
              autoComplete="off"
              value={component.label}
              maxLength={designLabelCharactersMax}
              onChange={(event) => changeComponent(doc, component.id, { label: event.target.value })}
              className={`${controlClassName} h-6 px-1.5 text-[0.75rem] pointer-coarse:h-11`}
            />
          </div>
        )}
        {table?.settings.map((setting) => (
          <SettingField
            key={setting.key}
            setting={setting}
            value={component.settings[setting.key]}
            flows={question.scenario.flows}
            readOnly={readOnly}
            onChange={(value) =>
              doc && changeComponent(doc, component.id, { setting: { key: setting.key, value } })
            }
          />
        ))}
      </div>
      <ComponentFacts component={component} scenario={question.scenario} />
      {load && <ComponentFigures load={load} second={second} />}
      <ComponentConnections {...props} component={component} />
    </Frame>
  );
}

function ConnectionInspector({ connection, ...props }: InspectorProps & { connection: DesignConnection }) {
  const { doc, design, question, onSelect, onRemoved, loads, second } = props;
  const name = connectionName(design, connection);
  const load = loads?.connections.get(connection.id);
  const settings = settingsOfConnection(design, connection);
  return (
    <Frame
      icon={<ArrowRight {...icon} className="shrink-0 text-ink-3" />}
      name={name}
      kind="connection"
      actions={doc && <RemoveButton {...{ doc, name, onSelect, onRemoved }} id={connection.id} />}
    >
      <Problems {...props} of="connection" id={connection.id} />
      <div className="flex flex-col">
        {settings.map((setting) => (
          <SettingField
            key={setting.key}
            setting={setting}
            value={connection.settings[setting.key]}
            flows={question.scenario.flows}
            readOnly={doc === null}
            onChange={(value) => doc && changeConnection(doc, connection.id, { key: setting.key, value })}
          />
        ))}
      </div>
      {load && <ConnectionFigures load={load} second={second} />}
    </Frame>
  );
}

interface FrameProps {
  icon: ReactNode;
  name: string;
  kind: string;
  actions: ReactNode;
  children: ReactNode;
}

function Frame({ icon: sign, name, kind, actions, children }: FrameProps) {
  const [help, setHelp] = useState('');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears which of its fields has the focus.
    <div className="flex min-h-full flex-col" onFocus={(event) => setHelp(helpOf(event.target))}>
      <div className="flex min-h-9 items-center gap-2 border-b border-line px-3">
        {sign}
        <h2 className="min-w-0 flex-1 truncate text-dense font-semibold" title={name}>
          {name}
        </h2>
        <span className="shrink-0 text-caption text-ink-3">{kind}</span>
        {actions && <span className="flex shrink-0">{actions}</span>}
      </div>
      <div className="flex flex-col gap-2 px-3 py-2">{children}</div>
      {/* At the foot, so that nothing moves under the pointer when a field gets or loses the focus. It is read out with the field. */}
      {help && (
        <p
          aria-hidden
          className="sticky bottom-0 mt-auto min-h-11 border-t border-line bg-sunken px-3 py-1.5 text-caption text-ink-2 in-data-inline:hidden"
        >
          {help}
        </p>
      )}
    </div>
  );
}

/** What a field is described by, its help being the last of it. */
function helpOf(field: EventTarget): string {
  if (!(field instanceof Element)) return '';
  const described = field.closest('[aria-describedby]')?.getAttribute('aria-describedby');
  const helpId = described?.split(' ').at(-1);
  return (helpId && document.getElementById(helpId)?.textContent) || '';
}

function RemoveButton({
  doc,
  id,
  name,
  onSelect,
  onRemoved,
}: Pick<InspectorProps, 'onSelect' | 'onRemoved'> & { doc: Y.Doc; id: string; name: string }) {
  return (
    <IconButton
      size="small"
      label={`Remove ${name}`}
      icon={<Trash2 {...icon} />}
      onClick={() => {
        removeParts(doc, [id]);
        onSelect(null);
        onRemoved();
        announce(`Removed: ${name}. Undo brings it back.`);
      }}
    />
  );
}

function Problems({
  problems,
  of,
  id,
}: Pick<InspectorProps, 'problems'> & { of: 'component' | 'connection'; id: string }) {
  const own = problems.filter((problem) => problem[of] === id);
  if (own.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {own.map((problem, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the same can be said twice of one part.
          key={`${problem.text}/${id}/${index}`}
          className="flex items-start gap-1.5 text-caption text-fail"
        >
          <CircleAlert size={12} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0" />
          {problem.text}
        </li>
      ))}
    </ul>
  );
}

function ComponentConnections({
  doc,
  design,
  component,
  onSelect,
}: InspectorProps & { component: DesignComponent }) {
  const own = design.connections.filter((one) => one.from === component.id || one.to === component.id);
  return (
    <section className="border-t border-line pt-2">
      <h3 className="text-caption font-medium text-ink-3">Connections</h3>
      <ul>
        {own.map((connection) => (
          <li key={connection.id}>
            <button
              type="button"
              onClick={() => onSelect(connection.id)}
              className="min-h-6 text-left text-dense text-accent underline-offset-2 hover:underline pointer-coarse:min-h-11"
            >
              {connectionName(design, connection)}
            </button>
          </li>
        ))}
      </ul>
      {own.length === 0 && <p className="text-dense text-ink-3">None yet.</p>}
      {doc && design.components.length > 1 && (
        <ConnectForm doc={doc} design={design} from={component.id} onConnected={() => {}} />
      )}
    </section>
  );
}
