/**
 * Guarantee: seeds are shown as they come, whatever pieces the network makes of the lines, and a broken line or a failure
 * of ours is said as what it is and never counts as seeds that passed.
 */
import { afterEach, expect, it, vi } from 'vitest';
import type { RunLine } from '../../domain/world/wire.ts';
import { linesOf, worldClient } from './world-client.ts';

const bodyOf = (...pieces: string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
const seed = (number: number) => ({
  type: 'seed',
  seed: { seed: number, status: 'ok', message: '', passed: true, broken: [], faults: 0, shrunk: null },
});
const run = async () => {
  const lines: RunLine[] = [];
  const outcome = await worldClient({ itemNumber: 1 }).run(
    { size: 'quick', files: [] },
    (line) => lines.push(line),
    new AbortController().signal,
  );
  return { lines, outcome };
};
const answer = (body: BodyInit, init?: ResponseInit) =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, init)));
afterEach(() => vi.unstubAllGlobals());

it('puts lines together that came in pieces, also within a letter', async () => {
  const bytes = new TextEncoder().encode('"ä"\n"b"\n"c"');
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const lines: string[] = [];
  for await (const line of linesOf(body)) lines.push(line);
  expect(lines).toEqual(['"ä"', '"b"', '"c"']);
});

it('tells each seed, in order', async () => {
  answer(
    bodyOf(
      `${JSON.stringify(seed(1))}\n${JSON.stringify(seed(2)).slice(0, 20)}`,
      `${JSON.stringify(seed(2)).slice(20)}\n`,
    ),
  );
  const { lines, outcome } = await run();
  expect(outcome).toEqual({ ok: true, value: null });
  expect(lines).toMatchObject([{ seed: { seed: 1 } }, { seed: { seed: 2 } }]);
});

it('says a failure of ours in its own words, after the seeds that came before it', async () => {
  const failed = { type: 'failed', message: 'Run 3 did not finish.', requestId: 'r', retryAfterMs: null };
  answer(bodyOf(`${JSON.stringify(seed(1))}\n${JSON.stringify(failed)}\n`));
  const { lines, outcome } = await run();
  expect(lines).toHaveLength(1);
  expect(outcome).toEqual({ ok: false, message: 'Run 3 did not finish.' });
});

it('takes no line that is not what it should be, and no answer that is not one of ours', async () => {
  answer(bodyOf('{"type":"seed","seed":{"seed":"1"}}\n'));
  expect((await run()).outcome.ok).toBe(false);
  answer(JSON.stringify({ error: { message: 'At most 20 runs a minute.' } }), { status: 429 });
  expect((await run()).outcome).toEqual({ ok: false, message: 'At most 20 runs a minute.' });
  answer('<html>', { status: 502 });
  expect((await run()).outcome.ok).toBe(false);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
  expect((await run()).outcome.ok).toBe(false);
});
