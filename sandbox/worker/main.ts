import { isolateMemoryDefaultMb } from '../limits.ts';
import { protocolVersion, type WorkerJob } from '../protocol/job.ts';
import { beginNotes, listen, say } from './channel.ts';
import { CheckBroken } from './checks/check-module.ts';
import { runChecks } from './checks/run-checks.ts';
import { IsolateSupply } from './isolate-supply.ts';
import { runModule } from './run-module.ts';
import { runWorld } from './world/run-world.ts';

/**
 * A disposable process: runs one job at a time, each program in a fresh isolate, and may be killed at any moment.
 * Whatever it cannot explain ends it; the supervisor starts another.
 */
const supply = new IsolateSupply();

async function run(job: WorkerJob): Promise<void> {
  try {
    switch (job.kind) {
      case 'module':
        return await runModule(job, supply);
      case 'checks':
        return await runChecks(job, supply);
      case 'world':
        return await runWorld(job);
    }
  } catch (error) {
    if (!(error instanceof CheckBroken)) throw error;
    say({ type: 'broken', job: job.job, message: error.message.slice(0, 900) });
  }
}

let current: string | null = null;

/** What nobody awaited is the question's code: nothing else here that is asynchronous is not ours. */
function failUnawaited(error: unknown): never {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (current !== null)
    say({
      type: 'broken',
      job: current,
      message: `a promise of the question’s code was not awaited: ${text}`.slice(0, 900),
    });
  return fail(error);
}

function fail(error: unknown): never {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`worker: ${text.slice(0, 4_000)}\n`);
  process.exit(70);
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', failUnawaited);
listen((job) => {
  beginNotes();
  current = job.kind === 'module' ? null : job.job;
  run(job).then(() => {
    current = null;
    setImmediate(() => supply.prepare(isolateMemoryDefaultMb));
  }, fail);
});
supply.prepare(isolateMemoryDefaultMb);
say({ type: 'ready', protocol: protocolVersion });
