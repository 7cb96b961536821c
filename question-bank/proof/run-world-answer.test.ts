// Guarantee: `bank run` of a world says which published seeds failed and why, in an object that scripts can rely on; one
// seed alone is the same world as among others; a trace holds every event of every seed, and nothing of this machine.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Sandbox, WorldSandbox } from '../../sandbox/contract.ts';
import { bankCommand } from './bank-command.ts';
import { openSandbox } from './open-sandbox.ts';

const bankFolder = path.join(import.meta.dirname, '..');
const slug = 'practice-world';
const answer = (file: string) => path.join(bankFolder, 'practice', slug, file);
const forgetful = answer('wrong/once--remembers-in-memory.ts');

const reportSchema = z.object({
  verdict: z.string(),
  score: z.number().nullable(),
  failingSeeds: z.array(z.number()),
  world: z.object({
    seeds: z.array(
      z.object({
        seed: z.number(),
        status: z.string(),
        broken: z.array(z.string()),
        message: z.string(),
        events: z.number(),
        hash: z.string(),
      }),
    ),
    invariants: z.array(z.object({ name: z.string(), held: z.boolean(), failingSeeds: z.array(z.number()) })),
    faultBudget: z.array(z.string()),
  }),
});
const lineSchema = z.union([
  z.strictObject({ seed: z.number(), status: z.string(), events: z.number(), hash: z.string() }),
  z.strictObject({
    seed: z.number(),
    id: z.number(),
    t: z.number(),
    replica: z.string().nullable(),
    part: z.string(),
    op: z.string(),
    key: z.string(),
    outcome: z.string(),
    cause: z.number(),
    data: z.record(z.string(), z.unknown()),
  }),
]);

let folder = '';
let sandbox: Sandbox & WorldSandbox;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bank-world-'));
  sandbox = await openSandbox();
});
afterAll(async () => {
  await sandbox?.close();
  await rm(folder, { recursive: true, force: true });
});

async function command(...args: string[]) {
  const said = { out: '', err: '' };
  const code = await bankCommand(args, {
    directory: bankFolder,
    openSandbox: () => Promise.resolve({ ...openedOnce(), close: () => Promise.resolve() }),
    openLab: () => Promise.reject(new Error('no SQL question stands here')),
    out: (text) => {
      said.out += `${text}\n`;
    },
    err: (text) => {
      said.err += `${text}\n`;
    },
  });
  return { code, ...said };
}

/** One sandbox for all tests of this file; a command closes what it was given. */
const openedOnce = () => ({
  run: sandbox.run.bind(sandbox),
  runWorld: sandbox.runWorld.bind(sandbox),
  health: sandbox.health.bind(sandbox),
});

async function run(file: string, ...options: string[]) {
  const { code, out } = await command('run', slug, file, '--json', ...options);
  expect(code).toBe(0);
  return reportSchema.parse(JSON.parse(out.trimEnd().split('\n').at(-1) ?? ''));
}

describe('bank run of a world', { timeout: 120_000 }, () => {
  it('tells the seeds that failed, what each broke, and what may go wrong', async () => {
    const { verdict, failingSeeds, world } = await run(forgetful, '--seeds', '30');
    expect(verdict).toBe('failed');
    expect(world.seeds.map(({ seed }) => seed)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
    const broken = world.seeds.filter((one) => one.broken.includes('once'));
    expect(broken.length).toBeGreaterThan(0);
    expect(broken.every(({ message }) => message !== '')).toBe(true);
    expect(failingSeeds).toEqual(broken.map(({ seed }) => seed));
    const once = world.invariants.find(({ name }) => name === 'once');
    expect(once).toMatchObject({ held: false, failingSeeds });
    expect(world.invariants.find(({ name }) => name === 'stored')).toMatchObject({
      held: true,
      failingSeeds: [],
    });
    expect(world.faultBudget.length).toBeGreaterThan(0);

    const [first = 0] = failingSeeds;
    const alone = await run(forgetful, '--seed', String(first));
    expect(alone.failingSeeds).toEqual([first]);
    expect(alone.world.seeds).toEqual(world.seeds.filter(({ seed }) => seed === first));
    const plain = await command('run', slug, forgetful, '--seed', String(first));
    expect(plain.out).toContain(`seed ${first}: once: ${broken[0]?.message}`);
  });

  it('begins at a seed and goes on from there', async () => {
    const { verdict, score, world } = await run(answer('reference.ts'), '--seed', '5', '--seeds', '3');
    expect({ verdict, score }).toEqual({ verdict: 'passed', score: 1 });
    expect(world.seeds.map(({ seed, status }) => [seed, status])).toEqual([
      [5, 'ok'],
      [6, 'ok'],
      [7, 'ok'],
    ]);
  });

  it('writes every event of every seed and its hash, the same each time', async () => {
    const files = [path.join(folder, 'one.json'), path.join(folder, 'two.json')];
    const texts: string[] = [];
    for (const file of files) {
      const { world } = await run(forgetful, '--seeds', '2', '--trace', file);
      const text = await readFile(file, 'utf8');
      texts.push(text);
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => lineSchema.parse(JSON.parse(line)));
      for (const { seed, events, hash } of world.seeds) {
        const own = lines.filter((line) => line.seed === seed);
        expect(own.slice(0, -1).map((line) => ('id' in line ? line.id : 0))).toEqual(
          Array.from({ length: events }, (_, n) => n + 1),
        );
        expect(own.at(-1)).toEqual({ seed, status: 'ok', events, hash });
      }
      expect(lines).toHaveLength(world.seeds.reduce((sum, { events }) => sum + events + 1, 0));
      // Where a call was made is told by the answer's own file and line.
      expect(text).toMatch(/"at":"solution\.ts:\d+:\d+"/u);
      for (const machine of [bankFolder, folder, tmpdir(), import.meta.dirname])
        expect(text).not.toContain(machine);
    }
    expect(texts[1]).toBe(texts[0]);
  });

  it('says what stopped a program, as the status of the seed', async () => {
    const endless = path.join(folder, 'waits.ts');
    await writeFile(
      endless,
      'export default async () => ({ background: [() => new Promise(() => undefined)] });\n',
    );
    const { verdict, world } = await run(endless, '--seeds', '2');
    expect(verdict).not.toBe('passed');
    expect(world.seeds.every(({ status, broken }) => status !== 'ok' && broken.length > 0)).toBe(true);
    expect(world.seeds.map(({ status }) => status)).toEqual(['deadlock', 'deadlock']);
  });

  it.each([
    ['no seed at all', ['--seeds', '0']],
    ['half a seed', ['--seeds', '1.5']],
    ['a seed that is a word', ['--seed', 'first']],
    ['a seed below 1', ['--seed', '-3']],
  ])('refuses %s with exit code 64 and the usage', async (_, options) => {
    const refused = await command('run', slug, forgetful, ...options);
    expect(refused.code).toBe(64);
    expect(refused.err).toContain('Usage:');
    expect(refused.out).toBe('');
  });

  it('refuses seeds for a question that has none', async () => {
    const refused = await command('run', 'practice-code', forgetful, '--seeds', '5');
    expect(refused.code).toBe(64);
    expect(refused.err).toContain('belong to worlds');
  });
});
