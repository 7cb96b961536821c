import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { hasParentDeathSignal } from '../../db/embedded/parent-death.ts';

export interface Guard {
  add(pid: number, signal: NodeJS.Signals): void;
  remove(pid: number): void;
}

/** Ends what was added when this process is gone. Does nothing where the kernel does it (see endsWithParent). */
export function startGuard(): Guard {
  if (hasParentDeathSignal()) return { add: () => {}, remove: () => {} };
  const script = fileURLToPath(new URL('./guard.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  child.stdin.on('error', () => {});
  return {
    add: (pid, signal) => child.stdin.write(`+ ${pid} ${signal}\n`),
    remove: (pid) => child.stdin.write(`- ${pid}\n`),
  };
}
