const sliceLimitMicros = 10_000;

export async function transformAll(records: Iterable<WorkRecord>, tools: Tools): Promise<void> {
  if (tools.signal.aborted) throw tools.signal.reason;
  let usedMicros = 0;
  for (const record of records) {
    const cost = tools.costMicros(record);
    // Only a slice in which something was done can be too full: a heavy record may start an empty one.
    if (usedMicros > 0 && usedMicros + cost > sliceLimitMicros) {
      await tools.yieldNow();
      if (tools.signal.aborted) throw tools.signal.reason;
      usedMicros = 0;
    }
    tools.emit(tools.transform(record));
    usedMicros += cost;
  }
}
