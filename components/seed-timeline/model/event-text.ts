import type { TraceEvent } from '../../../domain/world/wire.ts';

const milliseconds = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** `5,262.4 ms`. */
export function virtualTime(t: number): string {
  return `${milliseconds.format(t)} ms`;
}

/** Where in the program a call was made: `solution.ts:12:5` as its parts. */
export function placeOf(event: TraceEvent): { path: string; line: number; column: number } | null {
  const at = event.data.at;
  if (typeof at !== 'string') return null;
  const found = /^(.+):(\d+):(\d+)$/u.exec(at);
  return found ? { path: found[1] ?? '', line: Number(found[2]), column: Number(found[3]) } : null;
}

/** The operation as the program wrote it: `queue.ack` of the part `queue` is `ack`. */
export function shortOp(event: TraceEvent): string {
  const dot = event.op.indexOf('.');
  return dot > 0 && event.op.slice(0, dot) === event.part.split(':')[0] ? event.op.slice(dot + 1) : event.op;
}

/** One event as a sentence, without its time. */
export function eventText(event: TraceEvent): string {
  const who = event.replica ?? 'nobody';
  const key = event.key === '' || event.key === event.replica ? '' : ` ${event.key}`;
  if (event.part === 'process') return processText(event, who);
  if (event.part === 'client') {
    const { method, path } = event.data;
    if (event.op === 'request')
      return `A client sends ${text(method)} ${text(path)}${key}${again(event.data.attempt)}`;
    const from = event.replica === null ? '' : ` from ${event.replica}`;
    return `The client gets ${event.outcome}${from} for ${text(path)}${key}`;
  }
  switch (event.outcome) {
    case 'call':
      return `${who} calls ${event.op}${key}`;
    case 'effect':
      return `${event.part}: ${event.op}${key}${event.replica === null ? '' : `, by ${event.replica}`}`;
    case 'fault':
      return `Fault: ${event.op}${key}`;
    case 'ok':
      return `The answer of ${event.op}${key} comes back to ${who}`;
    default:
      return `${event.op}${key} of ${who} ends with ${event.outcome}`;
  }
}

function processText(event: TraceEvent, who: string): string {
  switch (event.op) {
    case 'start': {
      const { start } = event.data;
      return typeof start === 'number' && start > 1 ? `${who} starts anew` : `${who} starts`;
    }
    case 'crash':
      return `${who} crashes, ${event.key}`;
    case 'kill':
      return `${who} is killed`;
    case 'exit':
      return `${who} exits`;
    case 'pause':
      return `${who} stands still, ${event.key}`;
    case 'resume':
      return `${who} goes on`;
    default:
      return `${who}: ${event.op}`;
  }
}

function again(attempt: unknown): string {
  return typeof attempt === 'number' && attempt > 1 ? `, attempt ${attempt}` : '';
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What an event carried, on one line; the place in the program is told apart from it. */
export function dataText(event: TraceEvent): string {
  const entries = Object.entries(event.data).filter(([key]) => key !== 'at');
  return entries.length === 0 ? '' : JSON.stringify(Object.fromEntries(entries));
}
