import { createHash, timingSafeEqual } from 'node:crypto';

export const secretCharactersMin = 16;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares in a time that depends on neither text. */
export function secretsEqual(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}
