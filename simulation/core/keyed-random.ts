import { type SipKey, sipHash, sipHashText, sipKey } from './siphash.ts';

/**
 * Randomness that does not depend on the order of calls: a decision is a function of the stream (one purpose, such as
 * "latency of psp"), a logical key (such as a message id) and how often that key was asked before. Two solutions that
 * send the same message meet the same fault, whatever else they did in between.
 *
 * Every purpose has its own key, derived from the seed's: no draw of one stream says anything about another.
 */
export interface Stream {
  /** Uniform in [0, 1), for the nth use (0-based) of a logical key. */
  at(key: string, n: number): number;
  /** The same for the next use of this key: counts uses itself. */
  next(key: string): number;
}

export interface KeyedRandom {
  /** The stream of a purpose; asking again for a purpose gives the same stream with its counts. */
  stream(purpose: string): Stream;
  /** A 128-bit key for a purpose, to be handed to something that draws by itself (one replica's own randomness). */
  deriveKey(purpose: string): SipKey;
}

const separator = '\u001f';

export function keyedRandom(seed: SipKey): KeyedRandom {
  const streams = new Map<string, Stream>();
  const deriveKey = (purpose: string): SipKey => {
    const first = sipHashText(seed, `0${separator}${purpose}`);
    const second = sipHashText(seed, `1${separator}${purpose}`);
    return { words: [first.low | 0, first.high | 0, second.low | 0, second.high | 0] };
  };
  return {
    deriveKey,
    stream(purpose) {
      const known = streams.get(purpose);
      if (known) return known;
      const made = keyedStream(deriveKey(purpose));
      streams.set(purpose, made);
      return made;
    },
  };
}

function keyedStream(key: SipKey): Stream {
  const uses = new Map<string, number>();
  const at = (logical: string, n: number): number => {
    const { high, low } = sipHashText(key, `${logical}${separator}${n}`);
    // 53 random bits: 21 of the high half, 32 of the low.
    return ((high >>> 11) * 4294967296 + low) / 9007199254740992;
  };
  return {
    at,
    next(logical) {
      const n = uses.get(logical) ?? 0;
      uses.set(logical, n + 1);
      return at(logical, n);
    },
  };
}

/**
 * The key of a numbered seed below a secret: 128 bits, so that a candidate who sees any draw cannot count through the
 * seeds. Without a secret (command line, practice) the secret is empty and seeds are 1 to N.
 */
export function seedKey(secret: Uint8Array, seed: number): SipKey {
  const root = new Uint8Array(16);
  // Folding the secret in through the hash itself: any length, all of it counts.
  const base = sipKey(root);
  const a = sipHash(base, secret);
  const b = sipHash({ words: [a.low | 0, a.high | 0, 1, 0] }, secret);
  const derived: SipKey = { words: [a.low | 0, a.high | 0, b.low | 0, b.high | 0] };
  return keyedRandom(derived).deriveKey(`seed ${seed}`);
}
