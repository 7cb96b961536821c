/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed pseudo-random function of 128-bit key and short message. Here it
 * makes every decision of a simulated world a function of (seed, purpose, logical key, nth use): who has seen any number
 * of outputs cannot compute another without the key. 64-bit arithmetic on pairs of 32-bit halves, because BigInt costs
 * about fifty times as much.
 */
export interface SipKey {
  /** Four 32-bit words, little endian: k0 low, k0 high, k1 low, k1 high. */
  readonly words: readonly [number, number, number, number];
}

/** 64 bits as two unsigned 32-bit halves. */
export interface Hash64 {
  high: number;
  low: number;
}

const encoder = new TextEncoder();
const text8 = new Uint8Array(4_096);

/** The same of a text's UTF-8 bytes, without a copy for each. */
export function sipHashText(key: SipKey, text: string): Hash64 {
  // A UTF-16 unit takes at most three bytes.
  if (text.length * 3 > text8.length) return sipHash(key, encoder.encode(text));
  return sipHash(key, text8, encoder.encodeInto(text, text8).written);
}

/**
 * Hash of the first `length` bytes under a key. The state's four words stand in local variables, each as two halves:
 * every event of every seed goes through here, and an array costs three times as much.
 */
export function sipHash(key: SipKey, bytes: Uint8Array, length = bytes.length): Hash64 {
  const [k0, k1, k2, k3] = key.words;
  let v0 = k0 ^ 0x70736575;
  let v0h = k1 ^ 0x736f6d65;
  let v1 = k2 ^ 0x6e646f6d;
  let v1h = k3 ^ 0x646f7261;
  let v2 = k0 ^ 0x6e657261;
  let v2h = k1 ^ 0x6c796765;
  let v3 = k2 ^ 0x79746573;
  let v3h = k3 ^ 0x74656462;
  const whole = length & ~7;
  let lastLow = 0;
  let lastHigh = (length & 0xff) << 24;
  for (let i = whole; i < length; i += 1) {
    const at = i - whole;
    if (at < 4) lastLow |= (bytes[i] as number) << (8 * at);
    else lastHigh |= (bytes[i] as number) << (8 * (at - 4));
  }
  // Blocks of the message with two rounds each, then the end with four.
  for (let i = 0; i <= whole + 8; i += 8) {
    const isEnd = i > whole;
    const low = isEnd ? 0 : i === whole ? lastLow : word(bytes, i);
    const high = isEnd ? 0 : i === whole ? lastHigh : word(bytes, i + 4);
    if (isEnd) v2 ^= 0xff;
    v3 ^= low;
    v3h ^= high;
    for (let rounds = isEnd ? 4 : 2; rounds > 0; rounds -= 1) {
      let sum = (v0 >>> 0) + (v1 >>> 0);
      v0h = (v0h + v1h + (sum > 0xffffffff ? 1 : 0)) | 0;
      v0 = sum | 0;
      let turned = (v1 << 13) | (v1h >>> 19);
      v1h = ((v1h << 13) | (v1 >>> 19)) ^ v0h;
      v1 = turned ^ v0;
      turned = v0;
      v0 = v0h;
      v0h = turned;
      sum = (v2 >>> 0) + (v3 >>> 0);
      v2h = (v2h + v3h + (sum > 0xffffffff ? 1 : 0)) | 0;
      v2 = sum | 0;
      turned = (v3 << 16) | (v3h >>> 16);
      v3h = ((v3h << 16) | (v3 >>> 16)) ^ v2h;
      v3 = turned ^ v2;
      sum = (v0 >>> 0) + (v3 >>> 0);
      v0h = (v0h + v3h + (sum > 0xffffffff ? 1 : 0)) | 0;
      v0 = sum | 0;
      turned = (v3 << 21) | (v3h >>> 11);
      v3h = ((v3h << 21) | (v3 >>> 11)) ^ v0h;
      v3 = turned ^ v0;
      sum = (v2 >>> 0) + (v1 >>> 0);
      v2h = (v2h + v1h + (sum > 0xffffffff ? 1 : 0)) | 0;
      v2 = sum | 0;
      turned = (v1 << 17) | (v1h >>> 15);
      v1h = ((v1h << 17) | (v1 >>> 15)) ^ v2h;
      v1 = turned ^ v2;
      turned = v2;
      v2 = v2h;
      v2h = turned;
    }
    v0 ^= low;
    v0h ^= high;
  }
  return { low: (v0 ^ v1 ^ v2 ^ v3) >>> 0, high: (v0h ^ v1h ^ v2h ^ v3h) >>> 0 };
}

function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

/** A key from 16 bytes, little endian. */
export function sipKey(bytes: Uint8Array): SipKey {
  if (bytes.length !== 16) throw new RangeError('a key has 16 bytes');
  return { words: [word(bytes, 0), word(bytes, 4), word(bytes, 8), word(bytes, 12)] };
}
