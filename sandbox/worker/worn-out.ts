import { workerPeakMemoryMaxBytes } from '../limits.ts';
import { isParserSound } from './strip-types.ts';

/**
 * Whether this process should be replaced after its job: the parser broke, or a job left the process large. What one
 * job has used is given back to the system late or never, and would count as the next one's.
 */
export function isWornOut(): boolean {
  return !isParserSound() || process.resourceUsage().maxRSS * 1_024 > workerPeakMemoryMaxBytes;
}
