import { spawn } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { processTree, TreeWatch, treeUsage } from './process-usage.ts';

const here = process.platform === 'linux';
const mb = 1024 * 1024;

/** A process that starts another, which takes memory and processor time as it is told. */
const child = spawn(
  process.execPath,
  [
    '-e',
    `const { spawn } = require('node:child_process');
     spawn(process.execPath, ['-e', \`
       const kept = [];
       process.stdin.on('data', () => {
         kept.push(Buffer.alloc(${100 * mb}, 1));
         const end = Date.now() + 300;
         while (Date.now() < end);
         process.stdout.write('done');
       });
       process.stdout.write('up');
     \`], { stdio: 'inherit' });`,
  ],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
afterAll(() => {
  for (const pid of processTree(child.pid ?? 0).reverse()) process.kill(pid, 'SIGKILL');
});
const said = () => new Promise((resolve) => child.stdout.once('data', resolve));

describe.skipIf(!here)('what a worker’s processes use is seen from outside', () => {
  test('memory and processor time of a grandchild count', { timeout: 30_000 }, async () => {
    await said();
    const root = child.pid ?? 0;
    expect(processTree(root).length).toBeGreaterThanOrEqual(2);
    const watch = new TreeWatch(root);
    const before = watch.look();
    child.stdin.write('go');
    await said();
    const after = watch.look();
    if (before === null || after === null) throw new Error('nothing was seen');
    expect(after.anonymousBytes - before.anonymousBytes).toBeGreaterThan(95 * mb);
    expect(after.cpuMs - before.cpuMs).toBeGreaterThanOrEqual(30);
    expect(treeUsage(root)?.anonymousBytes).toBeGreaterThan(95 * mb);
  });

  test('a process that is gone uses nothing', () => {
    expect(treeUsage(2 ** 22 + 1)).toBeNull();
  });
});
