import type { Confinement, SandboxHealth } from '../sandbox/contract.ts';
import { confinementKeptMs, healthCheckTimeoutMs } from './limits.ts';
import { sandbox } from './sandbox.ts';

const holder = globalThis as typeof globalThis & {
  plumblineConfinement?: { health: Promise<SandboxHealth | null>; at: number };
};

/** Health of the sandbox, or null when it does not answer in time. */
export async function readSandboxHealth(): Promise<SandboxHealth | null> {
  try {
    return await within(sandbox().health(), healthCheckTimeoutMs);
  } catch {
    return null;
  }
}

/**
 * How candidate code is confined, for the standing banner of every staff page. Kept for some seconds, so that a page
 * does not wait for another process; null while the sandbox does not answer.
 */
export async function readConfinement(): Promise<Confinement | null> {
  const now = performance.now();
  let kept = holder.plumblineConfinement;
  if (!kept || now - kept.at > confinementKeptMs) {
    kept = { health: readSandboxHealth(), at: now };
    holder.plumblineConfinement = kept;
  }
  return (await kept.health)?.confinement ?? null;
}

/** Rejects when `work` has not settled by then; the work itself goes on. */
export async function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
