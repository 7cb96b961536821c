import type { Ms } from '../../core/event-queue.ts';
import type { TraceEvent } from '../../core/trace.ts';
import { broken, type KeyOf, online, type Rule, type Select } from './invariant.ts';

const at = (event: TraceEvent) => `${(event.t / 1_000).toFixed(3)} s`;

/** No two events with the same key. Witnesses: both. */
export function atMostOnce(effect: Select, by: KeyOf, what = 'It'): Rule {
  return online(() => {
    const seen = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (!effect(event)) return null;
        const key = by(event);
        const before = seen.get(key);
        if (before !== undefined)
          return broken(
            `${what} happened twice for ${key}: at ${at(before)} and at ${at(event)}`,
            before,
            event,
          );
        seen.set(key, event);
        return null;
      },
    };
  });
}

/**
 * After each `when`, between `min` and `max` events `then` with the same key, within a time; with `before: true` those
 * must have come already. What is still open at the end counts only where its time was up.
 */
export function implies(
  when: Select,
  then: Select,
  options: {
    by: KeyOf;
    thenBy?: KeyOf;
    withinMs?: Ms;
    before?: boolean;
    count?: readonly [number, number];
    what?: string;
  },
): Rule {
  const { by, thenBy = by, withinMs, before = false, what = 'what must follow' } = options;
  const [min, max] = options.count ?? [1, Number.POSITIVE_INFINITY];
  return online(() => {
    const triggers = new Map<string, TraceEvent>();
    const follows = new Map<string, TraceEvent[]>();
    return {
      on(event) {
        if (then(event)) {
          const key = thenBy(event);
          const list = follows.get(key) ?? [];
          list.push(event);
          follows.set(key, list);
          if (list.length > max && triggers.has(key))
            return broken(`${key}: ${list.length} times ${what}, at most ${max} allowed`, list.at(-2), event);
        }
        if (when(event)) {
          const key = by(event);
          if (!triggers.has(key)) triggers.set(key, event);
          const list = follows.get(key) ?? [];
          if (before && list.length < min)
            return broken(`${key} at ${at(event)}: ${what} had not happened before`, event);
          if (list.length > max)
            return broken(`${key}: ${list.length} times ${what}, at most ${max} allowed`, list.at(-1), event);
        }
        return null;
      },
      end(endedAt) {
        for (const [key, trigger] of triggers) {
          const list = follows.get(key) ?? [];
          const inTime =
            withinMs === undefined ? list : list.filter((event) => event.t <= trigger.t + withinMs);
          if (inTime.length >= min) continue;
          if (withinMs !== undefined && endedAt < trigger.t + withinMs) continue;
          return broken(
            list.length === 0
              ? `${key} at ${at(trigger)}: ${what} never happened`
              : `${key} at ${at(trigger)}: ${what} came too late, at ${at(list[0] as TraceEvent)}`,
            trigger,
            list[0],
          );
        }
        return null;
      },
    };
  });
}

export function exactlyOneEffect(when: Select, effect: Select, by: KeyOf, withinMs: Ms, what?: string): Rule {
  return implies(when, effect, { by, withinMs, count: [1, 1], ...(what === undefined ? {} : { what }) });
}

/** Events of one key come in the order of their numbers. */
export function orderedBy(select: Select, by: KeyOf, numberOf: (event: TraceEvent) => number): Rule {
  return online(() => {
    const last = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (!select(event)) return null;
        const key = by(event);
        const before = last.get(key);
        last.set(key, event);
        if (before === undefined || numberOf(event) >= numberOf(before)) return null;
        return broken(
          `${key}: number ${numberOf(event)} at ${at(event)} came after number ${numberOf(before)} at ${at(before)}`,
          before,
          event,
        );
      },
    };
  });
}

/** Fencing: the token of a write is never below that of an earlier write of the same key. */
export function monotonicToken(write: Select, by: KeyOf, token: (event: TraceEvent) => number): Rule {
  return orderedBy(write, by, token);
}

/** No window of a length holds more than so many events of one key. */
export function windowMax(select: Select, by: KeyOf, limit: number, windowMs: Ms): Rule {
  return online(() => {
    const recent = new Map<string, TraceEvent[]>();
    return {
      on(event) {
        if (!select(event)) return null;
        const key = by(event);
        const list = (recent.get(key) ?? []).filter(({ t }) => t > event.t - windowMs);
        list.push(event);
        recent.set(key, list);
        if (list.length <= limit) return null;
        return broken(
          `${key}: ${list.length} within ${windowMs / 1_000} s up to ${at(event)}, at most ${limit} allowed`,
          list[0],
          event,
        );
      },
    };
  });
}

/** At least so many events: refusing everything must not be the best answer. */
export function usefulness(select: Select, min: number, what = 'useful outcomes'): Rule {
  return online(() => {
    let count = 0;
    return {
      on(event) {
        if (select(event)) count += 1;
        return null;
      },
      end: () => (count >= min ? null : broken(`${count} ${what}, at least ${min} expected`)),
    };
  });
}

/** The share of `ok` among `all` is at least `min`. */
export function ratioMin(ok: Select, all: Select, min: number, what = 'of them'): Rule {
  return online(() => {
    let good = 0;
    let total = 0;
    let lastBad: TraceEvent | undefined;
    return {
      on(event) {
        if (!all(event)) return null;
        total += 1;
        if (ok(event)) good += 1;
        else lastBad = event;
        return null;
      },
      end() {
        if (total === 0) return broken('Nothing of the kind happened');
        return good / total >= min
          ? null
          : broken(
              `${good} of ${total} ${what}, at least ${Number((min * 100).toPrecision(3))} % expected`,
              lastBad,
            );
      },
    };
  });
}
