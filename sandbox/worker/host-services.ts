import { randomBytes } from 'node:crypto';
import { hostServiceCallsMax, hostServiceTextCharactersMax } from '../limits.ts';

/** Plain text in, plain text out; counted, because time spent in a callback escapes the isolate's own timeout. */
export interface HostServices {
  parseUrl(input: unknown, base: unknown, set: unknown, value: unknown): string;
  randomHex(bytes: unknown): string;
}

const settable = [
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
] as const;

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= hostServiceTextCharactersMax;
}

/** `onTooMany` must end the isolate: it is called from within one of its calls. */
export function makeHostServices(onTooMany: () => void): HostServices {
  let calls = 0;
  const count = () => {
    calls += 1;
    if (calls > hostServiceCallsMax) onTooMany();
  };
  return {
    parseUrl(input, base, set, value) {
      count();
      if (!isText(input) || !isText(base) || !isText(set) || !isText(value)) return '';
      try {
        const url = new URL(input, base === '' ? undefined : base);
        const part = settable.find((name) => name === set);
        if (part !== undefined) url[part] = value;
        const { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash } =
          url;
        return JSON.stringify({
          href,
          origin,
          protocol,
          username,
          password,
          host,
          hostname,
          port,
          pathname,
          search,
          hash,
        });
      } catch {
        return '';
      }
    },
    randomHex(bytes) {
      count();
      if (typeof bytes !== 'number' || !Number.isInteger(bytes) || bytes < 0 || bytes > 65_536) return '';
      return randomBytes(bytes).toString('hex');
    },
  };
}
