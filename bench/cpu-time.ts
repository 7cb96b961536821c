import { readFileSync } from 'node:fs';
import { processTree } from '../sandbox/pool/process-usage.ts';

const millisecondsPerTick = 10;

/**
 * Processor time that these processes and everything below them have used so far, in ms, with that of children which
 * have ended. Null where the system does not say (`/proc` is Linux's).
 */
export function cpuTimeOf(roots: readonly number[]): number | null {
  let ticks = 0;
  for (const pid of roots.flatMap(processTree)) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // The command's name may hold anything; what follows its last bracket is fixed: utime is field 14, cstime 17.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      for (const field of fields.slice(11, 15)) ticks += Number(field);
    } catch {
      // Without /proc for all of them; a process that ended since the tree was read is in its parent's sum.
      if (roots.includes(pid)) return null;
    }
  }
  return ticks * millisecondsPerTick;
}
