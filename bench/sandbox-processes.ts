import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bubblewrapCommand } from '../sandbox/confinement/launch.ts';
import { prepareRuntime } from '../sandbox/confinement/runtime.ts';
import { quantile } from './report-row.ts';
import { fortyLines, fortyLinesValue, timed } from './sandbox-program.ts';

const inside = '/plumbline/program.ts';

export interface ProcessBaselines {
  bareMs: number;
  /** Null where bubblewrap is not installed. */
  confinedMs: number | null;
}

/** What the same program costs when each run starts a Node process of its own: bare, and confined as workers are. */
export async function measureProcesses(times: number): Promise<ProcessBaselines> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  const file = join(folder, 'program.ts');
  // The program tells its value on standard output, because a process has no other result.
  writeFileSync(
    file,
    `${fortyLines.replace('export default', 'const value =')}console.log(JSON.stringify(value));\n`,
  );
  chmodSync(folder, 0o755);
  try {
    const runtime = prepareRuntime();
    const confined = bubblewrapCommand(
      runtime,
      [{ from: file, to: inside }],
      ['--permission', `--allow-fs-read=${inside}`, inside],
    );
    const bare = { command: runtime.node, args: [file], user: null, cwd: folder };
    const bareMs = quantile(await repeat(times, () => runProcess(bare)), 0.5);
    const confinedMs =
      confined === null ? null : quantile(await repeat(times, () => runProcess(confined)), 0.5);
    return { bareMs, confinedMs };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function repeat(times: number, run: () => Promise<void>): Promise<number[]> {
  const tookMs: number[] = [];
  await run();
  for (let index = 0; index < times; index += 1) tookMs.push(await timed(run));
  return tookMs;
}

interface Command {
  command: string;
  args: string[];
  user: { uid: number; gid: number } | null;
  cwd: string;
}

function runProcess({ command, args, user, cwd }: Command): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], ...(user ?? {}) });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 && output.endsWith(`${JSON.stringify(fortyLinesValue)}\n`)) resolve();
      else reject(new Error(`the process ended with ${code}: ${output}`));
    });
  });
}
