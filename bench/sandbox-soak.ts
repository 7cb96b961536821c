import { parseArgs } from 'node:util';
import { soak } from '../sandbox/hostile/soak.ts';
import { createLocalSandbox } from '../sandbox/local.ts';

/** `npx node bench/sandbox-soak.ts [--runs 20000] [--seed 1]`: mixed runs, one in ten hostile; exit 1 on a wrong verdict. */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
const startedAt = performance.now();
const sandbox = createLocalSandbox();
const { confinement } = await sandbox.health();
const result = await soak(sandbox, {
  runs,
  seed,
  clients: 8,
  onProgress: (done) => {
    if (done % 1_000 === 0) process.stderr.write(`${done} of ${runs}\n`);
  },
});
await sandbox.close();
const { problems, ...counts } = result;
const seconds = Math.round((performance.now() - startedAt) / 1_000);
process.stdout.write(
  `${JSON.stringify({ seed, confinement, seconds, ...counts, wrongVerdicts: problems.length, problems: problems.slice(0, 20) })}\n`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
