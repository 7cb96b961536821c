import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What a file is named after, and which codes that means. A new attack is a new file: `<outcome>--<what it tries>.sql`.
 * The outcome is that of the last statement that ran.
 */
export const outcomes = {
  /** A right that is not there. */
  denied: ['42501'],
  /** Any error of PostgreSQL that is no limit. */
  refused: null,
  'time-limit': ['time-limit'],
  /** Whichever limit comes first: a slow machine may reach that of time before that of space. */
  memory: ['53200', '54000', 'memory-limit', 'time-limit'],
  disk: ['53400', '53100', 'disk-limit', 'time-limit'],
  'result-limit': ['result-limit'],
  /** The connection was ended from outside, with what was open in it. */
  ended: ['time-limit', 'session-ended', 'memory-limit'],
  /** Rows came, as many as are kept. */
  cut: null,
  /** It goes through, and does nobody any harm. */
  harmless: null,
} as const;
export type HostileOutcome = keyof typeof outcomes;

export interface HostileSql {
  name: string;
  outcome: HostileOutcome;
  sql: string;
}

export function loadHostileSql(): HostileSql[] {
  const folder = path.join(import.meta.dirname, 'programs');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const name = file.replace(/\.sql$/u, '');
      const outcome = name.split('--')[0] ?? '';
      if (!isOutcome(outcome)) throw new Error(`${file} is named after no outcome`);
      return { name, outcome, sql: readFileSync(path.join(folder, file), 'utf8') };
    });
}

function isOutcome(text: string): text is HostileOutcome {
  return Object.hasOwn(outcomes, text);
}
