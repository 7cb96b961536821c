import type { RunLimits } from './contract.ts';
import {
  cpuTimeMaxMs,
  cpuTimeMinMs,
  isolateMemoryDefaultMb,
  isolateMemoryMaxMb,
  isolateMemoryMinMb,
  wallTimeDefaultMs,
  wallTimeMaxMs,
  wallTimeMinMs,
} from './limits.ts';
import type { JobLimits } from './protocol/job.ts';

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));

/** The room's own bounds hold whatever a question asks for. Without a CPU limit, the wall limit is one. */
export function clampLimits(limits: RunLimits): JobLimits {
  const wallMs = clamp(limits.wallMs ?? wallTimeDefaultMs, wallTimeMinMs, wallTimeMaxMs);
  return {
    wallMs,
    cpuMs: clamp(limits.cpuMs ?? wallMs, cpuTimeMinMs, cpuTimeMaxMs),
    memoryMb: Math.round(
      clamp(limits.memoryMb ?? isolateMemoryDefaultMb, isolateMemoryMinMb, isolateMemoryMaxMb),
    ),
  };
}
