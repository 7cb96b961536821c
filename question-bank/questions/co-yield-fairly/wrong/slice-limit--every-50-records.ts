export async function transformAll(records: Iterable<WorkRecord>, tools: Tools): Promise<void> {
  if (tools.signal.aborted) throw tools.signal.reason;
  let done = 0;
  for (const record of records) {
    if (done > 0 && done % 50 === 0) {
      await tools.yieldNow();
      if (tools.signal.aborted) throw tools.signal.reason;
    }
    tools.emit(tools.transform(record));
    done += 1;
  }
}
