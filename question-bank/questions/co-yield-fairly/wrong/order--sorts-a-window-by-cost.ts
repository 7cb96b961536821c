const sliceLimitMicros = 10_000;

export async function transformAll(records: Iterable<WorkRecord>, tools: Tools): Promise<void> {
  if (tools.signal.aborted) throw tools.signal.reason;
  let usedMicros = 0;
  let window: WorkRecord[] = [];
  const flush = async () => {
    // Packing cheap records together fills the slices better.
    window.sort((a, b) => tools.costMicros(a) - tools.costMicros(b));
    for (const record of window) {
      const cost = tools.costMicros(record);
      if (usedMicros > 0 && usedMicros + cost > sliceLimitMicros) {
        await tools.yieldNow();
        if (tools.signal.aborted) throw tools.signal.reason;
        usedMicros = 0;
      }
      tools.emit(tools.transform(record));
      usedMicros += cost;
    }
    window = [];
  };
  for (const record of records) {
    window.push(record);
    if (window.length === 500) await flush();
  }
  await flush();
}
