import { readFileSync } from 'node:fs';
import { processTree } from '../../pool/process-usage.ts';

export interface Usage {
  /** Memory that the process has for itself. */
  bytes: number;
  /** Since the process began. */
  processorMs: number;
}

/** Ticks of /proc/…/stat: USER_HZ is 100 on every Linux architecture that Node runs on. */
const millisecondsPerTick = 10;

/**
 * What the server's processes use. Processes are called as the server numbers them, in a process namespace of its own.
 * Empty where /proc is not there.
 */
export class BackendUsage {
  readonly #rootPid: number;
  /** By the server's number: the machine's number, and the memory at the last look. */
  #known = new Map<number, { outer: number; bytes: number }>();

  constructor(rootPid: number) {
    this.#rootPid = rootPid;
  }

  /** Looks at every process of the server. With a hundred sessions that takes milliseconds. */
  scan(): void {
    this.#known = new Map(
      treeOf(this.#rootPid).flatMap((outer) => {
        const status = readStatus(outer);
        return status === null ? [] : [[status.pid, { outer, bytes: status.bytes }]];
      }),
    );
  }

  /** Of one process now; null when it is gone or came after the last scan. */
  look(pid: number): Usage | null {
    const known = this.#known.get(pid);
    if (!known) return null;
    const status = readStatus(known.outer);
    const stat = read(`/proc/${known.outer}/stat`);
    if (status === null || stat === null || status.pid !== pid) {
      this.#known.delete(pid);
      return null;
    }
    known.bytes = status.bytes;
    // The command's name may hold anything; what follows its last bracket is fixed: state is field 3, utime 14.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const processorMs = (Number(fields[11]) + Number(fields[12])) * millisecondsPerTick;
    return { bytes: status.bytes, processorMs };
  }

  /** As of the last scan, and of the looks since. */
  get bytesTotal(): number {
    return [...this.#known.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  bytesOf(pid: number): number {
    return this.#known.get(pid)?.bytes ?? 0;
  }
}

function readStatus(outer: number): { pid: number; bytes: number } | null {
  const status = read(`/proc/${outer}/status`);
  if (status === null) return null;
  const kilobytes = Number(/^RssAnon:\s+(\d+)/mu.exec(status)?.[1] ?? 0);
  const inner = /^NSpid:\s+(.+)$/mu.exec(status)?.[1]?.trim().split(/\s+/u).at(-1);
  return { pid: Number(inner ?? outer), bytes: kilobytes * 1024 };
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return null;
  }
}

/** Without the bound of a worker's tree: a server has a process for each connection. */
function treeOf(root: number): number[] {
  const near = processTree(root);
  const found = new Set(near);
  for (const pid of near) {
    const children = read(`/proc/${pid}/task/${pid}/children`) ?? '';
    for (const child of children.trim().split(' ').filter(Boolean)) found.add(Number(child));
  }
  return [...found];
}
