import type { Ms } from './event-queue.ts';
import { type SipKey, sipHashText } from './siphash.ts';

/** One thing that happened in a world. `cause` is the id of the event that led to it, 0 for none. */
export interface TraceEvent {
  id: number;
  t: Ms;
  replica: string | null;
  part: string;
  op: string;
  key: string;
  outcome: string;
  cause: number;
  data: Readonly<Record<string, unknown>>;
}

/**
 * The trace of one seed with a running hash over every event: the same source, seed and engine give the same hash on
 * any machine. No wall time and no paths are in it.
 */
export class Trace {
  readonly events: TraceEvent[] = [];
  #state: SipKey = { words: [1, 2, 3, 4] };
  readonly #keep: boolean;
  #count = 0;

  /** `keep: false` hashes without keeping, for grading runs that need no picture. */
  constructor(options: { keep: boolean }) {
    this.#keep = options.keep;
  }

  get count(): number {
    return this.#count;
  }

  add(event: Omit<TraceEvent, 'id'>): TraceEvent {
    this.#count += 1;
    const entry: TraceEvent = { id: this.#count, ...event };
    if (this.#keep) this.events.push(entry);
    const { high, low } = sipHashText(this.#state, traceLine(withoutPlace(entry)));
    const [w0, w1] = this.#state.words;
    this.#state = { words: [low | 0, high | 0, w0, w1] };
    return entry;
  }

  /** 128 bits as hex. */
  hash(): string {
    return this.#state.words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

/** Where in the program a call was made is known only when it was asked for, so it is no part of the hash. */
function withoutPlace(event: TraceEvent): TraceEvent {
  if (event.data.at === undefined) return event;
  const { at: _place, ...data } = event.data;
  return { ...event, data };
}

/** One JSON line with keys in a fixed order, numbers as they are. */
export function traceLine(event: TraceEvent): string {
  const { id, t, replica, part, op, key, outcome, cause, data } = event;
  return JSON.stringify({ id, t, replica, part, op, key, outcome, cause, data: sorted(data) });
}

function sorted(data: TraceEvent['data']): TraceEvent['data'] {
  const keys = Object.keys(data);
  let inOrder = true;
  for (let index = 1; index < keys.length && inOrder; index += 1)
    inOrder = (keys[index - 1] as string) < (keys[index] as string);
  if (inOrder) return data;
  return Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
}
