import { readFileSync } from 'node:fs';
import type { Usage } from './worker-port.ts';

/** Ticks of /proc/…/stat: USER_HZ is 100 on every Linux architecture that Node runs on. */
const millisecondsPerTick = 10;
const kilobyte = 1024;

function read(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}

function childrenOf(pid: number): number[] {
  const text = read(`/proc/${pid}/task/${pid}/children`);
  return text === null ? [] : text.trim().split(' ').filter(Boolean).map(Number);
}

/** The process and everything below it. Bubblewrap and unshare each put one or two processes in between. */
export function processTree(root: number): number[] {
  const found = [root];
  for (let index = 0; index < found.length && found.length < 64; index += 1) {
    found.push(...childrenOf(found[index] ?? root));
  }
  return found;
}

/** Memory that the tree has taken, and processor time that it has used. Null where /proc is not there. */
export function treeUsage(root: number): Usage | null {
  return usageOf(processTree(root));
}

/** How often a watched tree is looked through for new processes; between, only the known ones are read. */
const looksPerSearch = 8;

/** The same for one tree that is looked at often. */
export class TreeWatch {
  readonly #root: number;
  #pids: number[] = [];
  #looks = 0;

  constructor(root: number) {
    this.#root = root;
  }

  look(): Usage | null {
    if (this.#looks % looksPerSearch === 0) this.#pids = processTree(this.#root);
    this.#looks += 1;
    return usageOf(this.#pids);
  }
}

function usageOf(pids: readonly number[]): Usage | null {
  let anonymousBytes = 0;
  let cpuMs = 0;
  let seen = false;
  for (const pid of pids) {
    const status = read(`/proc/${pid}/status`);
    const stat = read(`/proc/${pid}/stat`);
    if (status === null || stat === null) continue;
    seen = true;
    anonymousBytes += kilobytesOf(status, 'RssAnon:') + kilobytesOf(status, 'RssShmem:');
    // The command's name may hold anything; what follows its last bracket is fixed: state is field 3, utime 14.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    cpuMs += (Number(fields[11]) + Number(fields[12])) * millisecondsPerTick;
  }
  return seen ? { anonymousBytes, cpuMs } : null;
}

function kilobytesOf(status: string, label: string): number {
  const at = status.indexOf(label);
  return at < 0 ? 0 : Number.parseInt(status.slice(at + label.length, at + label.length + 20), 10) * kilobyte;
}
