import { transformAll } from './solution.ts';

interface Plan {
  seed: number;
  count: number;
  /** Costs in microseconds, one picked per record. */
  costs: number[];
  abortedAtStart: boolean;
  /** The yield during which the signal is aborted; 0 for never. */
  abortInYield: number;
  /** The record whose transform throws; -1 for none. */
  failAt: number;
}

/** Runs the answer over generated records and reports what the executor saw. */
export async function work(plan: Plan): Promise<unknown> {
  let state = plan.seed >>> 0;
  const pick = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };

  const seen = {
    outcome: 'pending',
    reason: null as string | null,
    yields: 0,
    emitted: 0,
    inOrder: true,
    checksum: 0,
    maxSliceMicros: 0,
    maxSharedSliceMicros: 0,
    workWhileYielding: 0,
    workAfterAbort: 0,
    maxBuffered: 0,
  };
  const signal = { aborted: plan.abortedAtStart, reason: 'shutting down' };
  let read = 0;
  let yielding = 0;
  let sliceMicros = 0;
  let sliceRecords = 0;
  const endSlice = () => {
    if (sliceMicros > seen.maxSliceMicros) seen.maxSliceMicros = sliceMicros;
    if (sliceRecords > 1 && sliceMicros > seen.maxSharedSliceMicros) seen.maxSharedSliceMicros = sliceMicros;
    sliceMicros = 0;
    sliceRecords = 0;
  };

  function* records() {
    for (let id = 0; id < plan.count; id += 1) {
      const cost = plan.costs[pick(plan.costs.length)];
      read += 1;
      if (read - seen.emitted > seen.maxBuffered) seen.maxBuffered = read - seen.emitted;
      yield { id, payload: cost };
    }
  }

  const tools = {
    signal,
    costMicros: (record: { payload: number }) => record.payload,
    transform(record: { id: number; payload: number }) {
      if (yielding > 0) seen.workWhileYielding += 1;
      if (signal.aborted) seen.workAfterAbort += 1;
      sliceMicros += record.payload;
      sliceRecords += 1;
      if (record.id === plan.failAt) throw new Error(`record ${record.id} is broken`);
      return { id: record.id, result: (Math.imul(record.id, 31) + record.payload) >>> 0 };
    },
    emit(output: { id: number; result: number }) {
      if (signal.aborted) seen.workAfterAbort += 1;
      if (output.id !== seen.emitted) seen.inOrder = false;
      seen.emitted += 1;
      seen.checksum = (Math.imul(seen.checksum, 16777619) ^ output.result) >>> 0;
    },
    async yieldNow() {
      seen.yields += 1;
      yielding += 1;
      const number = seen.yields;
      for (let turn = 0; turn < 4; turn += 1) await null;
      if (number === plan.abortInYield) signal.aborted = true;
      yielding -= 1;
      endSlice();
    },
  };

  try {
    await transformAll(records(), tools);
    seen.outcome = 'resolved';
  } catch (error) {
    seen.outcome = 'rejected';
    seen.reason = typeof error === 'string' ? error : String(error?.message ?? error);
  }
  endSlice();
  // Work that somebody left running unawaited shows up here.
  for (let turn = 0; turn < 50; turn += 1) await null;
  return seen;
}
