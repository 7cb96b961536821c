import { makeEncoding } from './encoding.ts';

/** Parsing is the host's, by one call that takes and gives plain text; the objects are the guest's own. */
export type ParseUrl = (input: string, base: string, set: string, value: string) => string;

interface UrlParts {
  href: string;
  origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
}

export function makeUrl(parse: ParseUrl) {
  const { TextDecoder, TextEncoder } = makeEncoding();
  /** Escapes become bytes, and bytes become text as UTF-8 with its marks for what is none. */
  const decode = (text: string) => {
    const spaced = text.replaceAll('+', ' ').toWellFormed();
    if (!spaced.includes('%')) return spaced;
    const bytes: number[] = [];
    for (const part of spaced.split(/(%[0-9A-Fa-f]{2})/)) {
      if (/^%[0-9A-Fa-f]{2}$/.test(part)) bytes.push(Number.parseInt(part.slice(1), 16));
      else for (const byte of new TextEncoder().encode(part)) bytes.push(byte);
    }
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  };
  // application/x-www-form-urlencoded leaves only * - . _ and letters and digits as they are.
  const encode = (text: string) =>
    encodeURIComponent(text.toWellFormed())
      .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll('%20', '+');

  let bindParams: (params: URLSearchParams, text: string, onChange: () => void) => void;
  class URLSearchParams {
    #pairs: Array<[string, string]> = [];
    #onChange: (() => void) | null = null;
    constructor(init: unknown = '') {
      if (init instanceof URLSearchParams) this.#pairs = [...init];
      else if (typeof init === 'object' && init !== null) {
        const pairs =
          Symbol.iterator in init
            ? [...(init as Iterable<Iterable<unknown>>)].map((pair) => [...pair])
            : Object.entries(init);
        for (const pair of pairs) {
          if (pair.length !== 2) throw new TypeError('Each query pair must be a name and a value');
          this.#pairs.push([String(pair[0]), String(pair[1])]);
        }
      } else this.#read(String(init));
    }
    static {
      bindParams = (params, text, onChange) => {
        params.#pairs = [];
        params.#read(text);
        params.#onChange = onChange;
      };
    }
    #read(text: string) {
      for (const part of text.replace(/^\?/, '').split('&')) {
        if (part === '') continue;
        const at = part.indexOf('=');
        this.#pairs.push(
          at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))],
        );
      }
    }
    #changed() {
      this.#onChange?.();
    }
    get size() {
      return this.#pairs.length;
    }
    append(name: unknown, value: unknown) {
      this.#pairs.push([String(name), String(value)]);
      this.#changed();
    }
    delete(name: unknown, value?: unknown) {
      this.#pairs = this.#pairs.filter(
        ([key, item]) => key !== String(name) || (value !== undefined && item !== String(value)),
      );
      this.#changed();
    }
    get(name: unknown) {
      return this.#pairs.find(([key]) => key === String(name))?.[1] ?? null;
    }
    getAll(name: unknown) {
      return this.#pairs.filter(([key]) => key === String(name)).map(([, value]) => value);
    }
    has(name: unknown, value?: unknown) {
      return this.#pairs.some(
        ([key, item]) => key === String(name) && (value === undefined || item === String(value)),
      );
    }
    set(name: unknown, value: unknown) {
      const at = this.#pairs.findIndex(([key]) => key === String(name));
      if (at < 0) this.#pairs.push([String(name), String(value)]);
      else {
        this.#pairs = this.#pairs.filter(([key], index) => index <= at || key !== String(name));
        this.#pairs[at] = [String(name), String(value)];
      }
      this.#changed();
    }
    sort() {
      this.#pairs.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
      this.#changed();
    }
    forEach(visit: (value: string, name: string, params: URLSearchParams) => void) {
      for (const [name, value] of this.#pairs) visit(value, name, this);
    }
    *entries(): IterableIterator<[string, string]> {
      for (const [name, value] of this.#pairs) yield [name, value];
    }
    *keys() {
      for (const [name] of this.#pairs) yield name;
    }
    *values() {
      for (const [, value] of this.#pairs) yield value;
    }
    [Symbol.iterator]() {
      return this.entries();
    }
    toString() {
      return this.#pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
    }
  }

  const ask = (input: unknown, base: unknown, set: string, value: string): UrlParts => {
    const answer = parse(String(input), base === undefined ? '' : String(base), set, value);
    if (answer === '') {
      const error = new TypeError('Invalid URL');
      Object.assign(error, { code: 'ERR_INVALID_URL', input: String(input) });
      throw error;
    }
    return JSON.parse(answer) as UrlParts;
  };

  class URL {
    #parts: UrlParts;
    #params: URLSearchParams | null = null;
    constructor(input: unknown, base?: unknown) {
      this.#parts = ask(input, base, '', '');
    }
    static canParse(input: unknown, base?: unknown) {
      return parse(String(input), base === undefined ? '' : String(base), '', '') !== '';
    }
    static parse(input: unknown, base?: unknown) {
      return URL.canParse(input, base) ? new URL(input, base) : null;
    }
    static #define(name: keyof UrlParts, writable: boolean) {
      Object.defineProperty(URL.prototype, name, {
        get(this: URL) {
          return this.#parts[name];
        },
        ...(writable
          ? {
              set(this: URL, value: unknown) {
                this.#change(name, String(value));
              },
            }
          : {}),
        enumerable: true,
        configurable: true,
      });
    }
    static {
      const writable: Array<keyof UrlParts> = [
        'href',
        'protocol',
        'username',
        'password',
        'host',
        'hostname',
        'port',
        'pathname',
        'search',
        'hash',
      ];
      for (const name of writable) URL.#define(name, true);
      URL.#define('origin', false);
    }
    #change(name: string, value: string) {
      this.#parts = ask(this.#parts.href, undefined, name, value);
      if (this.#params !== null && (name === 'search' || name === 'href')) this.#bind(this.#params);
    }
    #bind(params: URLSearchParams) {
      bindParams(params, this.#parts.search, () => {
        this.#parts = ask(this.#parts.href, undefined, 'search', params.toString());
      });
    }
    get searchParams() {
      if (this.#params === null) {
        this.#params = new URLSearchParams();
        this.#bind(this.#params);
      }
      return this.#params;
    }
    toString() {
      return this.#parts.href;
    }
    toJSON() {
      return this.#parts.href;
    }
  }
  return { URL, URLSearchParams };
}
