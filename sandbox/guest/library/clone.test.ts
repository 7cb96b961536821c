import { expect, test } from 'vitest';
import { structuredClone as guestClone } from './clone.ts';

test('a clone is equal, shares nothing, and keeps cycles', () => {
  const shared = { x: 1 };
  const value = {
    list: Object.assign(new Array<unknown>(3), { 0: 1, 2: shared }),
    again: shared,
    date: new Date(5),
    pattern: /a/gi,
    map: new Map<unknown, unknown>([[shared, new Set([1])]]),
    bytes: new Uint8Array([1, 2, 3]).subarray(1),
    view: new DataView(new ArrayBuffer(4), 1, 2),
    error: new RangeError('no', { cause: shared }),
    big: 10n,
    boxed: Object('text') as object,
    self: null as unknown,
  };
  value.self = value;
  const [own, native] = [guestClone(value) as typeof value, structuredClone(value)];
  expect(own).toEqual(native);
  expect(own.self).toBe(own);
  expect(own.again).toBe(own.list[2]);
  expect(own.again).not.toBe(shared);
  expect(own.error).toBeInstanceOf(RangeError);
  expect(1 in own.list).toBe(false);
});

test('what cannot be cloned is refused as a DataCloneError', () => {
  for (const value of [() => {}, Symbol('x'), { deep: [() => {}] }, Promise.resolve(), new WeakMap()]) {
    expect(() => guestClone(value)).toThrow(expect.objectContaining({ name: 'DataCloneError' }));
  }
});

test('a key that would change a prototype stays a key', () => {
  const cloned = guestClone(JSON.parse('{"__proto__":{"polluted":true}}')) as Record<string, unknown>;
  expect(Object.getPrototypeOf(cloned)).toBe(Object.prototype);
  expect(cloned.polluted).toBeUndefined();
});
