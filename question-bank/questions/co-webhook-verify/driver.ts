import { WebhookReceiver } from './solution.ts';

let now = 0;
let active: string[] = [];
let mode: 'succeed' | 'fail' | 'throw' | 'hold' = 'succeed';
let comparisons = 0;
let storeCalls = 0;
const handled: string[] = [];
const held: Array<{ resolve: () => void; reject: (reason: unknown) => void }> = [];
const statuses: unknown[] = [];
const records = new Map<string, { state: 'in-progress' | 'done'; until: number }>();

const replay = {
  async reserve(id: string, ttlMs: number) {
    storeCalls += 1;
    const record = records.get(id);
    if (record && record.until > now) return record.state;
    records.set(id, { state: 'in-progress', until: now + ttlMs });
    return 'reserved' as const;
  },
  async markDone(id: string, ttlMs: number) {
    storeCalls += 1;
    records.set(id, { state: 'done', until: now + ttlMs });
  },
  async release(id: string) {
    storeCalls += 1;
    records.delete(id);
  },
};

const crypto = {
  hmacSha256Hex: (secret: string, message: Uint8Array) => hex(hmac(encode(secret), message)),
  constantTimeEqual(a: string, b: string): boolean {
    comparisons += 1;
    if (a.length !== b.length) throw new RangeError('constantTimeEqual needs two texts of the same length');
    let difference = 0;
    for (let index = 0; index < a.length; index += 1) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
    return difference === 0;
  },
  utf8Encode: encode,
  utf8Decode: decode,
};

function handle(event: { id: string }): Promise<void> {
  handled.push(event.id);
  if (mode === 'throw') throw new Error('the handler threw');
  if (mode === 'fail') return Promise.reject(new Error('the handler failed'));
  if (mode === 'hold') return new Promise((resolve, reject) => held.push({ resolve, reject }));
  return Promise.resolve();
}

let receiver: WebhookReceiver | null = null;

/** The world around the receiver: clock in milliseconds, active secrets, what the handler does. */
export function arrange(clockMs: number, secrets: string[], handler: typeof mode): void {
  now = clockMs;
  active = secrets;
  mode = handler;
  receiver ??= new WebhookReceiver({
    secrets: () => [...active],
    clock: { now: () => now },
    crypto,
    replay,
    handle,
  });
}

/** A right `v1` value, for the checks to send. */
export function sign(secret: string, time: string, body: number[]): string {
  return crypto.hmacSha256Hex(secret, Uint8Array.from([...encode(`${time}.`), ...body]));
}

/** Starts a delivery without waiting for its end; its number is its place in `observe().statuses`. */
export function deliver(signature: string | null, body: number[]): number {
  const place = statuses.length;
  statuses[place] = 'pending';
  Promise.resolve()
    .then(() => receiver.receive({ signature, body: Uint8Array.from(body) }))
    .then(
      (response) => {
        statuses[place] = response?.status ?? 'no status';
      },
      (error) => {
        statuses[place] = `rejected: ${error?.message ?? error}`;
      },
    );
  return place;
}

/** Lets the oldest held handler end. */
export function finishHandler(well: boolean): void {
  const oldest = held.shift();
  if (well) oldest?.resolve();
  else oldest?.reject(new Error('the handler failed'));
}

/** What has happened so far, after everything that can go on has gone on. */
export async function observe(): Promise<unknown> {
  for (let turn = 0; turn < 200; turn += 1) await null;
  return { statuses, handled, comparisons, storeCalls };
}

function encode(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else {
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
    }
  }
  return Uint8Array.from(bytes);
}

function decode(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; ) {
    const first = bytes[index];
    const length =
      first < 0x80
        ? 1
        : first >= 0xc2 && first < 0xe0
          ? 2
          : first >= 0xe0 && first < 0xf0
            ? 3
            : first >= 0xf0 && first < 0xf5
              ? 4
              : 0;
    let code = length === 1 ? first : first & (0xff >> (length + 1));
    let whole = length > 0 && index + length <= bytes.length;
    for (let next = 1; whole && next < length; next += 1) {
      if ((bytes[index + next] & 0xc0) !== 0x80) whole = false;
      code = (code << 6) | (bytes[index + next] & 63);
    }
    text += whole ? String.fromCodePoint(code) : '\ufffd';
    index += whole ? length : 1;
  }
  return text;
}

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16);
  return text;
}

function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const inner = new Uint8Array(64 + message.length);
  const outer = new Uint8Array(96);
  for (let index = 0; index < 64; index += 1) {
    inner[index] = block[index] ^ 0x36;
    outer[index] = block[index] ^ 0x5c;
  }
  inner.set(message, 64);
  outer.set(sha256(inner), 64);
  return sha256(outer);
}

/** FIPS 180-4. The constants are the fractional parts of roots of the first primes, computed here. */
function sha256(message: Uint8Array): Uint8Array {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < 64; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  const fraction = (value: number) => ((value - Math.floor(value)) * 0x100000000) | 0;
  const k = primes.map((prime) => fraction(Math.cbrt(prime)));
  const h = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

  const padded = new Uint8Array((((message.length + 8) >> 6) + 1) << 6);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, message.length << 3);
  const w = new Int32Array(64);
  const rotate = (word: number, by: number) => (word >>> by) | (word << (32 - by));
  for (let offset = 0; offset < padded.length; offset += 64) {
    for (let t = 0; t < 16; t += 1) w[t] = view.getInt32(offset + t * 4);
    for (let t = 16; t < 64; t += 1) {
      const s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ (w[t - 15] >>> 3);
      const s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ (w[t - 2] >>> 10);
      w[t] = (w[t - 16] + s0 + w[t - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, last] = h;
    for (let t = 0; t < 64; t += 1) {
      const t1 =
        (last + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + k[t] + w[t]) | 0;
      const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      last = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, last].forEach((word, index) => {
      h[index] = (h[index] + word) | 0;
    });
  }
  const digest = new Uint8Array(32);
  const out = new DataView(digest.buffer);
  h.forEach((word, index) => {
    out.setInt32(index * 4, word);
  });
  return digest;
}
