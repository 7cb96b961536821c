/** One operation on a register as its caller saw it. `returnedAt: null`: nobody ever heard what came of it. */
export interface Operation {
  calledAt: number;
  returnedAt: number | null;
  kind: 'get' | 'set' | 'cas';
  /** Value written, for `set` and `cas`. */
  value: string | null;
  /** What `cas` compares with. */
  expected: string | null;
  /** What came back: a value for `get`, success for the others; null when nothing came. */
  result: string | boolean | null;
}

/**
 * Whether some order of the operations, each at one moment between its call and its return, explains all results.
 * Operations without a return may have happened at any later moment, or never. Exhaustive with memory: meant for some
 * twelve operations that overlap.
 * Source: J. Wing, C. Gong, Testing and Verifying Concurrent Objects (1993).
 */
export function isLinearizable(history: readonly Operation[], initial: string | null): boolean {
  const seen = new Set<string>();
  const search = (done: number, state: string | null): boolean => {
    const left = history.filter((_, index) => (done & (1 << index)) === 0);
    if (left.every(({ returnedAt }) => returnedAt === null)) return true;
    const key = `${done} ${state}`;
    if (seen.has(key)) return false;
    seen.add(key);
    const firstReturn = Math.min(...left.map(({ returnedAt }) => returnedAt ?? Number.POSITIVE_INFINITY));
    for (const [index, operation] of history.entries()) {
      if ((done & (1 << index)) !== 0 || operation.calledAt > firstReturn) continue;
      const next = apply(operation, state);
      if (next !== null && search(done | (1 << index), next.state)) return true;
    }
    return false;
  };
  return search(0, initial);
}

function apply(operation: Operation, state: string | null): { state: string | null } | null {
  const unheard = operation.returnedAt === null;
  switch (operation.kind) {
    case 'get':
      return unheard || operation.result === state ? { state } : null;
    case 'set':
      return { state: operation.value };
    case 'cas': {
      const success = state === operation.expected;
      if (!unheard && operation.result !== success) return null;
      return { state: success ? operation.value : state };
    }
  }
}
