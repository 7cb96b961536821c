import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findViolations } from './import-direction.ts';

const skipped =
  /^question-bank\/(questions|practice)\/.*\/(starter|reference|wrong|driver|api\.d)|^sandbox\/hostile\/programs\//;

const root = path.resolve(import.meta.dirname, '..');
const notOurs = new Set(['node_modules', '.next', '.data', '.git', 'test-results', 'playwright-report']);

/** Read from the disk: a checkout that belongs to another account, or none at all, must not keep the rule from being asked. */
function sources(folder = ''): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const place = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : sources(place);
    return /\.tsx?$/.test(entry.name) && entry.name !== 'next-env.d.ts' ? [place] : [];
  });
}

// The guarantee: imports go one way. If this fails, a rule that keeps rooms apart was broken, and the next change in one
// room will break another.
describe('import direction', () => {
  it('holds over the whole tree', () => {
    const files = new Map(
      sources()
        .filter((file) => !skipped.test(file) && !file.startsWith('scripts/import-direction'))
        .map((file) => [file, readFileSync(path.join(root, file), 'utf8')]),
    );
    expect(files.size).toBeGreaterThan(100);
    expect(findViolations(files)).toEqual([]);
  });

  it('finds each planted violation', () => {
    const planted = new Map([
      ['domain/a.ts', "import { x } from '../server/b.ts';"],
      ['domain/b.ts', 'export const now = () => Date.now();'],
      ['domain/c.ts', "import path from 'node:path';"],
      ['components/a.tsx', "import { read } from '../server/read.ts';"],
      ['app/page.tsx', "import { sql } from '../db/client.ts';"],
      ['db/queries/a.ts', "import { use } from '../../server/use.ts';"],
      ['server/a.ts', "import ivm from 'isolated-vm';"],
      ['server/b.ts', "import { eq } from 'drizzle-orm';"],
      ['server/c.ts', "import { pool } from '../sandbox/supervisor/pool.ts';"],
      ['server/d.ts', 'const key = process.env.KEY;'],
      ['server/e.ts', 'export const f = (x: any) => x;'],
      ['server/utils/f.ts', 'export const g = 1;'],
      ['sandbox/a.ts', "const m = await import('../question-bank/loader.ts');"],
      ['question-bank/a.ts', "import { run } from '../sandbox/local.ts';"],
    ]);
    expect(findViolations(planted).map((violation) => violation.file)).toEqual([...planted.keys()]);
  });

  it('lets what is allowed through', () => {
    const fine = new Map([
      ['app/page.tsx', "import { read } from '../server/read.ts';\nimport { B } from '../components/b.tsx';"],
      [
        'server/a.ts',
        "import type { Sandbox } from '../sandbox/contract.ts';\n// process.env is not read here",
      ],
      ['question-bank/proof/a.ts', "import { createLocalSandbox } from '../../sandbox/local.ts';"],
      ['scripts/start.ts', "import { migrate } from '../db/migrate.ts';\nconst p = process.env.PORT;"],
      ['domain/a.test.ts', "import { readFileSync } from 'node:fs';"],
    ]);
    expect(findViolations(fine)).toEqual([]);
  });
});
