/** What crosses the boundary between a replica and the world: JSON and nothing else. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The program used the API in a way that its types forbid. Reaches the program as a rejected promise. */
export class BadCall extends Error {}

/** Reads arguments of a call. Every reader names the place and what was expected. */
export class Arguments {
  readonly #values: readonly Json[];
  readonly #op: string;

  constructor(op: string, values: readonly Json[]) {
    this.#op = op;
    this.#values = values;
  }

  text(index: number, charactersMax = 4_096): string {
    const value = this.#values[index];
    if (typeof value !== 'string') throw this.#bad(index, 'a string');
    if (value.length > charactersMax)
      throw this.#bad(index, `a string of at most ${charactersMax} characters`);
    return value;
  }

  number(index: number, min = -Number.MAX_VALUE, max = Number.MAX_VALUE): number {
    const value = this.#values[index];
    if (typeof value !== 'number' || !(value >= min && value <= max)) {
      throw this.#bad(index, min === -Number.MAX_VALUE ? 'a number' : `a number from ${min} to ${max}`);
    }
    return value;
  }

  integer(index: number, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): number {
    const value = this.number(index, min, max);
    if (!Number.isInteger(value)) throw this.#bad(index, 'a whole number');
    return value;
  }

  flag(index: number): boolean {
    return this.#values[index] === true;
  }

  /** An object; an absent argument is an empty one. */
  record(index: number): { readonly [key: string]: Json } {
    const value = this.#values[index] ?? {};
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.#bad(index, 'an object');
    return value;
  }

  list(index: number, itemsMax = 10_000): readonly Json[] {
    const value = this.#values[index];
    if (!Array.isArray(value)) throw this.#bad(index, 'an array');
    if (value.length > itemsMax) throw this.#bad(index, `an array of at most ${itemsMax} items`);
    return value;
  }

  value(index: number): Json {
    return this.#values[index] ?? null;
  }

  #bad(index: number, expected: string): BadCall {
    return new BadCall(`${this.#op}: argument ${index + 1} must be ${expected}`);
  }
}
