export async function transformAll(records: Iterable<WorkRecord>, tools: Tools): Promise<void> {
  for (const record of records) {
    tools.emit(tools.transform(record));
  }
}
