/**
 * Pure: whether a process waits for one that does nothing, directly or behind others that wait too. Then it waits until
 * somebody acts. Not so when it is blocked by nobody, by one that runs, by a stranger, or in a circle.
 *
 * @param running processes that have a statement with the server, waiting ones among them
 * @param blockers for each of those, the processes of the same database that it waits for
 */
export function waitsForIdle(
  pid: number,
  running: readonly number[],
  blockers: ReadonlyMap<number, readonly number[]>,
  behind: readonly number[] = [],
): boolean {
  if (behind.includes(pid)) return false;
  const holders = blockers.get(pid) ?? [];
  return (
    holders.length > 0 &&
    holders.every(
      (holder) => !running.includes(holder) || waitsForIdle(holder, running, blockers, [...behind, pid]),
    )
  );
}
