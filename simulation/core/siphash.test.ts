import { describe, expect, it } from 'vitest';
import { sipHash, sipKey } from './siphash.ts';

// The guarantee: this is SipHash-2-4 itself, checked against the vectors of its authors' reference implementation.
describe('sipHash', () => {
  const key = sipKey(Uint8Array.from({ length: 16 }, (_, i) => i));
  const message = (length: number) => Uint8Array.from({ length }, (_, i) => i);
  const hex = (length: number) => {
    const { high, low } = sipHash(key, message(length));
    return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
  };

  it('gives the published vectors', () => {
    expect(hex(0)).toBe('726fdb47dd0e0e31');
    expect(hex(1)).toBe('74f839c593dc67fd');
    expect(hex(7)).toBe('ab0200f58b01d137');
    expect(hex(8)).toBe('93f5f5799a932462');
    expect(hex(15)).toBe('a129ca6149be45e5');
    expect(hex(63)).toBe('958a324ceb064572');
  });

  it('refuses a key of another length', () => {
    expect(() => sipKey(new Uint8Array(8))).toThrow(RangeError);
  });
});
