import type { SeedTrace, TraceEvent } from '../../../domain/world/wire.ts';
import { shortOp } from './event-text.ts';
import { indexTrace, scopeOf, type TraceIndex } from './scope.ts';
import { type TimeAxis, timeAxis } from './time-axis.ts';

export interface Lane {
  id: string;
  name: string;
  kind: 'client' | 'replica' | 'part' | 'fault';
}

/** A line between two lanes: a call, its reply, or a request of a client. */
export interface Arrow {
  /** The event that the line belongs to. */
  id: number;
  kind: 'call' | 'reply' | 'failed';
  from: { x: number; lane: number };
  to: { x: number; lane: number };
}

/** A sign on a lane. */
export interface Mark {
  id: number;
  kind:
    | 'call'
    | 'effect'
    | 'reply'
    | 'crash'
    | 'start'
    | 'pause'
    | 'resume'
    | 'redelivery'
    | 'fault'
    | 'message';
  x: number;
  lane: number;
  label: string;
  witness: boolean;
}

/** How long a process lived, or stood still. */
export interface Span {
  kind: 'alive' | 'paused';
  lane: number;
  fromX: number;
  toX: number;
}

export interface Picture {
  lanes: readonly Lane[];
  axis: TimeAxis;
  /** In order of time: what can be stepped through. */
  events: readonly TraceEvent[];
  /** Of each event, its place. */
  places: ReadonlyMap<number, { x: number; lane: number }>;
  arrows: readonly Arrow[];
  marks: readonly Mark[];
  spans: readonly Span[];
  witnesses: readonly number[];
  index: TraceIndex;
  /** Whether some events of the trace are left out because they have nothing to do with what broke. */
  narrowed: boolean;
}

/** Lays a trace out in lanes. `all: false` keeps to what is around the witnesses of the invariant. */
export function layOut(trace: SeedTrace, options: { invariant: string | null; all: boolean }): Picture {
  const index = indexTrace(trace, options.invariant);
  const scope = options.all ? null : scopeOf(index);
  const events = scope === null ? trace.events : trace.events.filter(({ id }) => scope.has(id));
  const lanes = lanesOf(events);
  const laneOf = new Map(lanes.map(({ id }, lane) => [id, lane]));
  const axis = timeAxis(events);
  const places = new Map(
    events.map((event, n) => [event.id, { x: axis.xs[n] ?? 0, lane: laneOf.get(homeLane(event)) ?? 0 }]),
  );
  const marks = events.flatMap((event) => markOf(event, places, index));
  return {
    lanes,
    axis,
    events,
    places,
    arrows: events.flatMap((event) => arrowsOf(event, places, laneOf, index)),
    marks,
    spans: spansOf(trace.events, events, laneOf, axis),
    witnesses: events.filter(({ id }) => index.witnesses.has(id)).map(({ id }) => id),
    index,
    narrowed: scope !== null && events.length < trace.events.length,
  };
}

/** The lane that an event stands on: calls and replies with the replica, what takes effect with the part. */
function homeLane(event: TraceEvent): string {
  if (event.part === 'client') return 'client';
  if (event.part === 'fault') return 'fault';
  if (event.part === 'process') return `replica ${event.replica}`;
  if (event.outcome === 'effect' || event.outcome === 'fault' || event.replica === null)
    return `part ${partName(event)}`;
  return `replica ${event.replica}`;
}

/** A call to a dependency is `http`; its lane is the dependency's own, which its effects are named for. */
function partName(event: TraceEvent): string {
  if (event.part !== 'http') return event.part;
  return event.key.split(' ')[0] ?? 'http';
}

function lanesOf(events: readonly TraceEvent[]): Lane[] {
  const ids = new Set<string>();
  for (const event of events) {
    ids.add(homeLane(event));
    if (event.replica !== null && event.part !== 'process') ids.add(`replica ${event.replica}`);
    if (!['client', 'fault', 'process'].includes(event.part)) ids.add(`part ${partName(event)}`);
  }
  const rank = (id: string): number => {
    if (id === 'client') return 0;
    if (id === 'part queue' || id === 'part stream') return 1;
    if (id.startsWith('replica ')) return 2;
    return id === 'fault' ? 4 : 3;
  };
  return [...ids]
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true }))
    .map((id): Lane => {
      if (id === 'client') return { id, name: 'clients', kind: 'client' };
      if (id === 'fault') return { id, name: 'faults', kind: 'fault' };
      const [kind = '', name = ''] = id.split(/ (.*)/su);
      return kind === 'replica'
        ? { id, name: `replica ${name}`, kind: 'replica' }
        : { id, name, kind: 'part' };
    });
}

function markOf(
  event: TraceEvent,
  places: ReadonlyMap<number, { x: number; lane: number }>,
  index: TraceIndex,
): Mark[] {
  const place = places.get(event.id);
  if (place === undefined) return [];
  const witness = index.witnesses.has(event.id);
  const base = { id: event.id, ...place, witness };
  if (event.part === 'process') {
    if (event.op === 'start' || event.op === 'pause' || event.op === 'resume')
      return [{ ...base, kind: event.op, label: event.op }];
    return [{ ...base, kind: 'crash', label: event.op }];
  }
  if (event.part === 'client')
    return [
      {
        ...base,
        kind: 'message',
        label: event.op === 'request' ? String(event.data.path ?? event.op) : event.outcome,
      },
    ];
  if (event.outcome === 'fault') return [{ ...base, kind: 'fault', label: event.op }];
  if (event.outcome === 'effect') {
    const receives = event.data.receives;
    const again = event.op === 'received' && typeof receives === 'number' && receives > 1;
    return [{ ...base, kind: again ? 'redelivery' : 'effect', label: again ? 'redelivered' : event.op }];
  }
  const label = event.outcome === 'call' ? shortOp(event) : event.outcome === 'ok' ? '' : event.outcome;
  return [{ ...base, kind: event.outcome === 'call' ? 'call' : 'reply', label }];
}

function arrowsOf(
  event: TraceEvent,
  places: ReadonlyMap<number, { x: number; lane: number }>,
  laneOf: ReadonlyMap<string, number>,
  index: TraceIndex,
): Arrow[] {
  const from = places.get(event.id);
  if (from === undefined || event.part === 'process' || event.part === 'fault') return [];
  if (event.part === 'client') return clientArrow(event, from, laneOf);
  const part = laneOf.get(`part ${partName(event)}`);
  if (part === undefined || event.replica === null) return [];
  if (event.outcome === 'call') {
    const answers = (index.answersOf.get(event.id) ?? []).filter(({ id }) => places.has(id));
    const first = answers[0];
    const arrives = first === undefined ? undefined : places.get(first.id);
    const x = first?.outcome === 'effect' ? (arrives?.x ?? from.x) : middle(from.x, arrives?.x);
    return [{ id: event.id, kind: 'call', from, to: { x, lane: part } }];
  }
  if (event.outcome === 'effect' || event.outcome === 'fault') return [];
  const cause = index.byId.get(event.cause);
  const effects = (index.answersOf.get(event.cause) ?? []).filter(({ outcome }) => outcome === 'effect');
  const last = effects.map(({ id }) => places.get(id)).findLast((one) => one !== undefined);
  const leaves = last?.x ?? middle(places.get(cause?.id ?? 0)?.x ?? from.x - 10, from.x);
  return [
    {
      id: event.id,
      kind: event.outcome === 'ok' ? 'reply' : 'failed',
      from: { x: Math.min(leaves, from.x), lane: part },
      to: from,
    },
  ];
}

function clientArrow(
  event: TraceEvent,
  at: { x: number; lane: number },
  laneOf: ReadonlyMap<string, number>,
): Arrow[] {
  const replica = laneOf.get(`replica ${event.replica}`);
  if (replica === undefined) return [];
  if (event.op === 'request')
    return [{ id: event.id, kind: 'call', from: at, to: { x: at.x + 8, lane: replica } }];
  const failed = !/^\d+$/u.test(event.outcome);
  return [{ id: event.id, kind: failed ? 'failed' : 'reply', from: { x: at.x - 8, lane: replica }, to: at }];
}

const middle = (a: number, b: number | undefined): number => (b === undefined ? a + 16 : (a + b) / 2);

/** When each replica was there, from all events of the trace, at the places of the shown ones. */
function spansOf(
  all: readonly TraceEvent[],
  shown: readonly TraceEvent[],
  laneOf: ReadonlyMap<string, number>,
  axis: TimeAxis,
): Span[] {
  const xAt = (id: number): number => {
    const next = shown.findIndex((event) => event.id >= id);
    return next < 0 ? axis.widthPx : (axis.xs[next] ?? 0);
  };
  const spans: Span[] = [];
  const since = new Map<string, { x: number; paused: number | null }>();
  for (const event of all) {
    if (event.part !== 'process' || event.replica === null) continue;
    const lane = laneOf.get(`replica ${event.replica}`);
    if (lane === undefined) continue;
    const now = since.get(event.replica);
    if (event.op === 'start')
      since.set(event.replica, {
        x: shown[0] === undefined || event.id < shown[0].id ? 0 : xAt(event.id),
        paused: null,
      });
    else if (event.op === 'pause' && now) now.paused = xAt(event.id);
    else if (event.op === 'resume' && now && now.paused !== null) {
      spans.push({ kind: 'paused', lane, fromX: now.paused, toX: xAt(event.id) });
      now.paused = null;
    } else if (now && event.op !== 'resume' && event.op !== 'pause') {
      spans.push({ kind: 'alive', lane, fromX: now.x, toX: xAt(event.id) });
      since.delete(event.replica);
    }
  }
  for (const [replica, { x, paused }] of since) {
    const lane = laneOf.get(`replica ${replica}`);
    if (lane === undefined) continue;
    spans.push({ kind: 'alive', lane, fromX: x, toX: axis.widthPx });
    if (paused !== null) spans.push({ kind: 'paused', lane, fromX: paused, toX: axis.widthPx });
  }
  return spans;
}
