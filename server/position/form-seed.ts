import { randomBytes } from 'node:crypto';

/** What decides which questions a blueprint draws. It travels with the preview, so that what was seen is what is made. */
export function newFormSeed(): string {
  return randomBytes(9).toString('base64url');
}

export function isFormSeed(text: string): boolean {
  return /^[A-Za-z0-9_-]{12}$/.test(text);
}
