import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

/** The client's side of SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677; PostgreSQL ignores the user name in it). */
export class ScramClient {
  readonly #nonce = randomBytes(18).toString('base64');
  readonly #password: string;
  #serverSignature: Buffer | null = null;

  constructor(password: string) {
    this.#password = password;
  }

  first(): string {
    return `n,,${this.#bare()}`;
  }

  /** Answers the server's first message; throws when it does not continue our own. */
  answer(challenge: string): string {
    const fields = fieldsOf(challenge);
    const nonce = fields.get('r') ?? '';
    if (!nonce.startsWith(this.#nonce)) throw new Error('the server answered another sign-in');
    const salt = Buffer.from(fields.get('s') ?? '', 'base64');
    const salted = pbkdf2Sync(this.#password, salt, Number(fields.get('i')), 32, 'sha256');
    const clientKey = hmac(salted, 'Client Key');
    const final = `c=biws,r=${nonce}`;
    const message = `${this.#bare()},${challenge},${final}`;
    const signature = hmac(createHash('sha256').update(clientKey).digest(), message);
    this.#serverSignature = hmac(hmac(salted, 'Server Key'), message);
    const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
    return `${final},p=${proof.toString('base64')}`;
  }

  /** Whether the server knows the password too. */
  isServer(final: string): boolean {
    const given = Buffer.from(fieldsOf(final).get('v') ?? '', 'base64');
    const expected = this.#serverSignature;
    return expected !== null && given.length === expected.length && timingSafeEqual(given, expected);
  }

  #bare(): string {
    return `n=,r=${this.#nonce}`;
  }
}

function fieldsOf(message: string): Map<string, string> {
  return new Map(message.split(',').map((field) => [field.slice(0, 1), field.slice(2)]));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
