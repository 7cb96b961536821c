import { describe, expect, test } from 'vitest';
import { makeEvents } from './events.ts';

const guest = makeEvents();

describe('cancellation works as the standard has it', () => {
  test('a signal fires once, with its reason, to each listener', () => {
    const controller = new guest.AbortController();
    const heard: unknown[] = [];
    const listener = () => heard.push(controller.signal.reason);
    controller.signal.addEventListener('abort', listener);
    controller.signal.addEventListener('abort', listener);
    controller.signal.addEventListener('abort', { handleEvent: () => heard.push('object') });
    controller.signal.onabort = () => heard.push('on');
    controller.abort('why');
    controller.abort('again');
    expect(heard).toEqual(['on', 'why', 'object']);
    expect(() => controller.signal.throwIfAborted()).toThrow('why');
  });

  test('without a reason it is an AbortError', () => {
    const signal = guest.AbortSignal.abort();
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toMatchObject({ name: 'AbortError' });
    expect(signal.reason).toBeInstanceOf(Error);
  });

  test('listeners leave by once, by hand and by another signal', () => {
    const target = new guest.EventTarget();
    const leaver = new guest.AbortController();
    const heard: string[] = [];
    const byHand = () => heard.push('by hand');
    target.addEventListener('x', () => heard.push('once'), { once: true });
    target.addEventListener('x', byHand);
    target.addEventListener('x', () => heard.push('by signal'), { signal: leaver.signal });
    target.dispatchEvent(new guest.Event('x'));
    target.removeEventListener('x', byHand);
    leaver.abort();
    target.dispatchEvent(new guest.Event('x'));
    expect(heard).toEqual(['once', 'by hand', 'by signal']);
  });

  test('any of several signals is enough, and one that has fired counts at once', () => {
    const [left, right] = [new guest.AbortController(), new guest.AbortController()];
    const joined = guest.AbortSignal.any([left.signal, right.signal]);
    expect(joined.aborted).toBe(false);
    right.abort('right');
    expect(joined.reason).toBe('right');
    expect(guest.AbortSignal.any([right.signal]).aborted).toBe(true);
  });

  test('signals cannot be made by hand', () => {
    expect(() => new guest.AbortSignal('key')).toThrow(TypeError);
  });
});
