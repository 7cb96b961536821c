import type { GuestError, Json, VerdictStatus } from '../contract.ts';
import type { ModuleJob } from '../protocol/job.ts';
import { note, say } from './channel.ts';
import { GuestFailed, GuestStopped } from './guest-end.ts';
import { GuestProgram } from './guest-program.ts';
import type { IsolateSupply } from './isolate-supply.ts';
import { ModuleSources } from './modules.ts';
import { isWornOut } from './worn-out.ts';

interface End {
  status: VerdictStatus;
  error: GuestError | null;
  value: Json;
}

const neverSettled: GuestError = {
  name: 'NeverSettled',
  message: 'The program waits for a promise that nothing is left to settle',
  file: null,
  line: null,
  column: null,
  stack: [],
};

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Runs a module to its end: top-level await finished and no timer left. */
export async function runModule(job: ModuleJob, supply: IsolateSupply): Promise<void> {
  note({ type: 'begun', job: job.job });
  const sources = new ModuleSources(job.files, job.entry, null);
  const startedAt = performance.now();
  const program = new GuestProgram(supply.take(job.limits.memoryMb), sources, {
    deterministic: false,
    limits: job.limits,
    onConsole: (line) => note({ type: 'console', job: job.job, lines: [line] }),
  });
  const end = await finish(program, job.input);
  program.finish();
  say({
    type: 'done',
    job: job.job,
    status: end.status,
    error: end.error,
    value: JSON.stringify(end.value),
    wallMs: performance.now() - startedAt,
    cpuMs: program.cpuMs,
    memoryBytes: program.memoryBytes,
    retire: isWornOut(),
  });
  program.drop();
}

async function finish(program: GuestProgram, input: Json): Promise<End> {
  try {
    program.setInput(input);
    let { loaded, timerMs } = program.load();
    while (timerMs !== null) {
      // A wait that outlasts the limit is cut there, and the next entry says so.
      await wait(Math.min(timerMs, Math.max(0, program.remainingMs()) + 1));
      program.fireTimer();
      ({ loaded, timerMs } = program.standing());
    }
    if (!loaded) return { status: 'error', error: neverSettled, value: null };
    return { status: 'ok', error: null, value: program.value() };
  } catch (error) {
    if (error instanceof GuestStopped) return { status: error.status, error: error.error, value: null };
    if (error instanceof GuestFailed) return { status: 'error', error: error.error, value: null };
    throw error;
  }
}
