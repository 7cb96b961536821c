/**
 * `npm run -s bench -- [--area NAME] [--json]`. Each area is a file of bench/ that exports `area` and `run(report)`.
 * With --json one object a line; else a table. Builds what it needs first; ends non-zero when an area broke.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { BenchRow, Report } from '../bench/report-row.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const areas: Record<string, () => Promise<{ run(report: Report): Promise<void> }>> = {
  web: () => import('../bench/web.ts'),
  start: () => import('../bench/start.ts'),
  sandbox: () => import('../bench/sandbox.ts'),
  world: () => import('../bench/world.ts'),
  sql: () => import('../bench/sql.ts'),
  live: () => import('../bench/live.ts'),
};
/** Areas that run on the production build. */
const needBuild = new Set(['web', 'start', 'live']);

const { values } = parseArgs({
  options: { area: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const asked = values.area ? [values.area] : Object.keys(areas);
const unknown = asked.find((name) => !(name in areas));
if (unknown !== undefined) {
  process.stderr.write(`There is no area ${unknown}; there are ${Object.keys(areas).join(', ')}.\n`);
  process.exit(64);
}
if (asked.some((name) => needBuild.has(name))) {
  const built = spawnSync(process.execPath, [path.join(root, 'scripts/prepare.mjs'), '--build', '--quiet'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    cwd: root,
  });
  if (built.status !== 0) process.exit(1);
}

const rows: BenchRow[] = [];
let broken = false;
for (const name of asked) {
  process.stderr.write(`  ${name} …\n`);
  try {
    const bench = await areas[name]?.();
    await bench?.run((row) => {
      const rounded = {
        ...row,
        value: round(row.value),
        ...(row.ratio === undefined ? {} : { ratio: round(row.ratio) }),
      };
      rows.push(rounded);
      if (values.json) process.stdout.write(`${JSON.stringify(rounded)}\n`);
      else process.stderr.write(`  ${line(rounded)}\n`);
    });
  } catch (error) {
    broken = true;
    process.stderr.write(
      `  ${name} broke: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`,
    );
  }
}
if (!values.json) process.stdout.write(`${rows.map(line).join('\n')}\n`);
process.exit(broken ? 1 : 0);

function line(row: BenchRow): string {
  const ratio = row.ratio === undefined ? '' : `  ${row.ratio} ×`;
  return `${row.name.padEnd(34)} ${String(row.value).padStart(10)} ${row.unit.padEnd(6)}${ratio}  ${row.goal}`;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
