import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 256 random bits, URL-safe. The token itself is shown once; only its hash is stored. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** Plain SHA-256: right for 256-bit secrets, which cannot be guessed; passwords and short codes use scrypt. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

// Without letters and digits that are read wrong from paper.
const codeAlphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** A resume code such as `K7QD-3MWA-XH4P`: 12 of 30 signs, 58 bits, printed and typed by people. */
export function newResumeCode(): string {
  const signs = Array.from({ length: 12 }, () => codeAlphabet[randomInt(codeAlphabet.length)]);
  return [signs.slice(0, 4), signs.slice(4, 8), signs.slice(8)].map((part) => part.join('')).join('-');
}

export function normaliseResumeCode(typed: string): string {
  const signs = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return [signs.slice(0, 4), signs.slice(4, 8), signs.slice(8)].join('-');
}
