/** Guarantee: beats come one at a time and go on through failures, so that a gap in them is a gap of the network. */
import { expect, test } from 'vitest';
import { seededRandom } from '../../domain/random.ts';
import { startBeats } from './beat.ts';
import { environmentOf, VirtualTime } from './simulation/virtual-time.ts';

test('a beat follows the answer of the last one; failures are told and change nothing; stop stops', async () => {
  const time = new VirtualTime();
  const posted: string[] = [];
  const heard: unknown[] = [];
  let missed = 0;
  let answer: () => Promise<Response> = async () => Response.json({ remainingMs: 5 });
  let body: unknown = { itemNumber: 1 };
  const beats = startBeats({
    url: '/api/attempt/beat',
    everyMs: 5_000,
    body: () => body,
    onAnswer: (value) => heard.push(value),
    onMissed: () => {
      missed += 1;
    },
    env: environmentOf(time, { alive: true }, seededRandom('beat'), () => true),
    post: (_, text) => {
      posted.push(text);
      return answer();
    },
  });
  await time.runUntil(10_000);
  expect(posted).toEqual(Array(3).fill('{"itemNumber":1}'));
  expect(heard).toEqual(Array(3).fill({ remainingMs: 5 }));
  answer = async () => {
    throw new TypeError('no network');
  };
  await time.runUntil(20_000);
  answer = async () => new Response('<html>', { status: 502 });
  await time.runUntil(30_000);
  expect(missed).toBe(4);
  answer = () => new Promise(() => {}); // an answer that never comes is not followed by a second beat
  beats.now();
  const before = posted.length;
  await time.runUntil(60_000);
  expect(posted.length).toBe(before + 0);
  body = null;
  beats.stop();
  await time.runUntil(90_000);
  expect(posted.length).toBe(before);
});
