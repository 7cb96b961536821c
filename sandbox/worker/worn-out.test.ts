/**
 * Guarantee: a worker that one job left large gets no other job, because memory is given back late and would be held
 * against the next program.
 */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { isolateMemoryDefaultMb, residentMemoryBaseBytes, workerPeakMemoryMaxBytes } from '../limits.ts';

test('a process that was ever large is worn out, also after it has let go of the memory', () => {
  const program = `
    import { isWornOut } from ${JSON.stringify(new URL('./worn-out.ts', import.meta.url).href)};
    const said = [isWornOut()];
    let held = Buffer.alloc(${workerPeakMemoryMaxBytes}, 1);
    said.push(isWornOut());
    held = null;
    globalThis.gc();
    said.push(isWornOut());
    console.log(JSON.stringify(said));`;
  const printed = execFileSync(
    process.execPath,
    ['--expose-gc', '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program],
    { encoding: 'utf8' },
  );
  expect(JSON.parse(printed)).toEqual([false, true, true]);
});

test('what a kept worker may hold leaves the next program all of its isolate', () => {
  const isolateBytes = isolateMemoryDefaultMb * 1024 * 1024;
  expect(workerPeakMemoryMaxBytes).toBeLessThanOrEqual(residentMemoryBaseBytes + isolateBytes / 2);
});
