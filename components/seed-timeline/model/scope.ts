import type { SeedTrace, TraceEvent } from '../../../domain/world/wire.ts';

/** How far the chain of causes is followed back from a witness. */
const causesBack = 5;

/** What must be known of a trace to choose and to say its events. */
export interface TraceIndex {
  events: readonly TraceEvent[];
  byId: ReadonlyMap<number, TraceEvent>;
  /** Replies and effects of a call, by its id. */
  answersOf: ReadonlyMap<number, readonly TraceEvent[]>;
  witnesses: ReadonlySet<number>;
}

export function indexTrace(
  trace: Pick<SeedTrace, 'events' | 'broken'>,
  invariant: string | null,
): TraceIndex {
  const byId = new Map(trace.events.map((event) => [event.id, event]));
  const answersOf = new Map<number, TraceEvent[]>();
  for (const event of trace.events) {
    const cause = byId.get(event.cause);
    if (cause === undefined || cause.outcome !== 'call' || !answers(event, cause)) continue;
    const list = answersOf.get(cause.id) ?? [];
    list.push(event);
    answersOf.set(cause.id, list);
  }
  const broken = trace.broken.filter(({ name }) => invariant === null || name === invariant);
  return {
    events: trace.events,
    byId,
    answersOf,
    witnesses: new Set(broken.flatMap((one) => one.witnesses)),
  };
}

/** A reply to the call or an effect of it; the next call of a program also names the one before as its cause. */
function answers(event: TraceEvent, call: TraceEvent): boolean {
  if (event.outcome === 'call') return false;
  if (event.outcome === 'fault') return false;
  if (event.outcome === 'effect') return true;
  return event.part === call.part || event.part === 'client';
}

/**
 * The events around the witnesses: what led to them, the calls they belong to with their replies, everything of the same
 * key, and each fault. Null when there is no witness to start from: then all events are shown.
 */
export function scopeOf(index: TraceIndex): ReadonlySet<number> | null {
  if (index.witnesses.size === 0) return null;
  const wanted = new Set<number>();
  const addWithAnswers = (event: TraceEvent) => {
    wanted.add(event.id);
    for (const answer of index.answersOf.get(event.id) ?? []) wanted.add(answer.id);
  };
  for (const id of index.witnesses) {
    let event = index.byId.get(id);
    for (let step = 0; event !== undefined && step <= causesBack; step += 1) {
      addWithAnswers(event);
      event = index.byId.get(event.cause);
    }
  }
  const things = new Set([...index.witnesses].flatMap((id) => thingsIn(index.byId.get(id)?.key ?? '')));
  for (const event of index.events) {
    if (event.part !== 'process' && thingsIn(event.key).some((thing) => things.has(thing))) {
      wanted.add(event.id);
      const cause = index.byId.get(event.cause);
      if (cause?.outcome === 'call') addWithAnswers(cause);
    }
    if (event.outcome === 'fault') wanted.add(event.id);
    // A process that starts anew is what a crash leads to.
    if (event.part === 'process' && index.byId.get(event.cause)?.outcome === 'fault') wanted.add(event.id);
  }
  return wanted;
}

/** What a key is about: of `done jobs-4~1` it is `jobs-4`. Names of tables and queues have no digit. */
function thingsIn(key: string): string[] {
  return key
    .split(/[\s~]+/u)
    .slice(0, 8)
    .filter((word) => /\d/u.test(word) && word.length > 1);
}
