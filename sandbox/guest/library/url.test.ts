import { describe, expect, test } from 'vitest';
import { makeRandom } from '../../worker/checks/random.ts';
import { makeHostServices } from '../../worker/host-services.ts';
import { makeUrl } from './url.ts';

const services = makeHostServices(() => {});
const guest = makeUrl((input, base, set, value) => services.parseUrl(input, base, set, value));
const parts = [
  'href',
  'origin',
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

describe('the guest’s URL behaves as Node’s', () => {
  const inputs: Array<[string, string | undefined]> = [
    ['http://user:pw@a.example:8080/b/../c?d=1&e=%20#f', undefined],
    ['../x?y#z', 'https://b.example/a/b/c'],
    ['HTTP://EXAMPLE.COM:80', undefined],
    ['mailto:a@b.example', undefined],
    ['https://ünïcode.example/é?q=é', undefined],
    ['data:text/plain,x', undefined],
  ];
  test.each(inputs)('%s', (input, base) => {
    const [own, native] = [new guest.URL(input, base), new URL(input, base)] as const;
    for (const part of parts) expect(Reflect.get(own, part), part).toBe(native[part]);
    expect(own.toString()).toBe(native.toString());
    expect(JSON.stringify({ own })).toBe(JSON.stringify({ own: native }));
  });

  test.each(['', 'x', '//a', 'http://', 'http://a b', 'http://[::1'])('"%s" is refused', (input) => {
    expect(() => new guest.URL(input)).toThrow(TypeError);
    expect(guest.URL.canParse(input)).toBe(false);
    expect(guest.URL.parse(input)).toBeNull();
  });

  test('what is set shows everywhere, in the query and back', () => {
    const [own, native] = [new guest.URL('http://a.example/?x=1'), new URL('http://a.example/?x=1')];
    for (const url of [own, native]) {
      url.searchParams.append('y', 'a b&c=é');
      Reflect.set(url, 'hash', 'top');
      Reflect.set(url, 'host', 'b.example:81');
    }
    expect(String(own)).toBe(String(native));
    Reflect.set(own, 'search', '?z=3');
    expect(own.searchParams.get('z')).toBe('3');
    expect(own.searchParams.has('x')).toBe(false);
  });

  test.each([1, 2, 3])('queries, seed %i', (seed) => {
    const random = makeRandom(seed);
    // Apart, because Node garbles letters beyond ASCII beside an escape that is not UTF-8.
    const alphabets = [
      ['a', '+', '%', '%2', '%41', '%ff', '%c3%a9', '&', '=', ' ', '~', '*', "'"],
      ['a', 'é', '+', '%41', '%c3%a9', '&', '=', ' ', '😀'],
    ];
    const alphabet = () => alphabets[seed % 2] ?? [];
    const word = () => Array.from({ length: random.int(0, 4) }, () => random.pick(alphabet())).join('');
    for (let round = 0; round < 500; round += 1) {
      const text = `${random.pick(['?', ''])}${word()}=${word()}&${word()}`;
      const [own, native] = [new guest.URLSearchParams(text), new URLSearchParams(text)];
      const [name, value] = [word(), word()];
      for (const query of [own, native]) {
        query.append(name, value);
        query.set('a', 'word');
        if (round % 3 === 0) query.delete(name);
        if (round % 2 === 0) query.sort();
      }
      expect(own.toString(), text).toBe(native.toString());
      expect([...own]).toEqual([...native]);
      expect([...own.keys()]).toEqual([...native.keys()]);
      expect(own.size).toBe(native.size);
    }
  });
});
