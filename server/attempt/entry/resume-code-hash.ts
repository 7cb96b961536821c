import { scrypt } from 'node:crypto';
import { normaliseResumeCode } from '../../secret-token.ts';

// One salt for all codes, because a code must be found by its hash alone: 58 random bits each, so that neither a table
// made beforehand nor a search over the stored hashes is within reach at this cost.
const salt = 'plumbline resume code 1';
const cost = { N: 2 ** 15, r: 8, p: 1 };

/** About 60 ms of work and 32 MiB; callers count tries before they call it. */
export function hashResumeCode(typed: string): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(normaliseResumeCode(typed), salt, 32, { ...cost, maxmem: 256 * cost.N * cost.r }, (error, key) =>
      error ? reject(error) : resolve(key.toString('base64url')),
    );
  });
}
