import type { Design, DesignConnection } from '../../domain/design/design.ts';
import type { ConnectRefusal } from '../../domain/design/design-document.ts';
import { connectionSettings, type Setting } from '../../simulation/load/drawing/kinds.ts';
import { nameOf } from './kind-icons.ts';

const keepers = ['queue', 'stream'];

/** Whether what is sent this way waits in between: nobody waits for an answer. */
export function isAsynchronous(design: Design, connection: { from: string; to: string }): boolean {
  return [connection.from, connection.to].some((end) =>
    keepers.includes(design.components.find((one) => one.id === end)?.kind ?? ''),
  );
}

/** Of a connection to a queue or stream, or from one, only the flows can be set. */
export function settingsOfConnection(design: Design, connection: DesignConnection): readonly Setting[] {
  if (!isAsynchronous(design, connection)) return connectionSettings;
  return connectionSettings.filter((setting) => setting.key === 'flows');
}

export function connectionName(design: Design, { from, to }: { from: string; to: string }): string {
  const name = (id: string) => nameOf(design.components.find((one) => one.id === id));
  return `${name(from)} to ${name(to)}`;
}

/** Why two components were not connected. */
export const refusalWords: Record<ConnectRefusal, string> = {
  full: 'The drawing is full. Remove a connection first.',
  missing: 'One of the two is not in the drawing any more.',
  self: 'A component can’t be connected to itself.',
  duplicate: 'These two are connected this way already.',
};
