/** A small fast generator (sfc32) for drawing very many times: the same seed and purpose give the same numbers. */
export class Noise {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, purpose: string) {
    let hash = 2166136261 ^ seed;
    for (let index = 0; index < purpose.length; index += 1)
      hash = Math.imul(hash ^ purpose.charCodeAt(index), 16777619);
    this.#a = hash | 0;
    this.#b = Math.imul(seed + 1, 0x9e3779b1) | 0;
    this.#c = Math.imul(hash ^ 0x85ebca6b, 0xc2b2ae35) | 0;
    for (let turn = 0; turn < 15; turn += 1) this.next();
  }

  /** Uniform in [0, 1). */
  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  }

  /** Exponential with this mean. */
  exponential(mean: number): number {
    return -Math.log1p(-this.next()) * mean;
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log1p(-this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** How long a piece of work takes: constant, exponential, or lognormal with this mean and variation. */
  work(mean: number, cv2: number): number {
    if (cv2 === 0 || mean === 0) return mean;
    if (cv2 === 1) return this.exponential(mean);
    const variance = Math.log1p(cv2);
    return mean * Math.exp(Math.sqrt(variance) * this.normal() - variance / 2);
  }
}
