import type { Design } from '../../../domain/design/design.ts';
import { connectionSettings } from '../../../simulation/load/drawing/kinds.ts';
import { kindName, settingLines, tableOf } from './design-differences.ts';

/** A drawing in words: every component with what leads from it, and the settings that are not at their default. */
export function DrawingText({ design }: { design: Design }) {
  const nameOf = (id: string) => design.components.find((one) => one.id === id)?.label || id;
  return (
    <ul className="flex flex-col gap-1.5 text-dense">
      {design.components.map((component) => (
        <li key={component.id}>
          <span className="font-medium">{nameOf(component.id)}</span>{' '}
          <span className="text-ink-3">{kindName(component.kind)}</span>
          <Settings lines={settingLines(tableOf(component.kind), component.settings)} />
          <ul className="pl-4">
            {design.connections
              .filter((connection) => connection.from === component.id)
              .map((connection) => (
                <li key={connection.id}>
                  <span className="text-ink-3">to</span> {nameOf(connection.to)}
                  <Settings lines={settingLines(connectionSettings, connection.settings)} />
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Settings({ lines }: { lines: readonly string[] }) {
  return lines.length === 0 ? null : <span className="text-ink-2">: {lines.join(', ')}</span>;
}
