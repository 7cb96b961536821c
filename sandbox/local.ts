import { availableParallelism } from 'node:os';
import { chooseConfinement } from './confinement/choose-confinement.ts';
import type {
  Confinement,
  RunOutcome,
  RunRequest,
  Sandbox,
  SandboxHealth,
  WorldOutcome,
  WorldRunOptions,
  WorldRunRequest,
  WorldSandbox,
} from './contract.ts';
import { jobsPerWorkerMax, sparesDefault, workersMax } from './limits.ts';
import { systemClock } from './pool/clock.ts';
import { startWorkerProcess } from './pool/worker-process.ts';
import type { SupervisorEvent } from './supervisor/run-executor.ts';
import { Supervisor } from './supervisor/supervisor.ts';

export interface LocalSandboxOptions {
  /** Runs at the same time; default: one for each processor. */
  workers?: number;
  /** Ready processes beyond that; default 1. */
  spares?: number;
  jobsPerWorker?: number;
  /** Run real candidates although the machine offers no confinement. Default false. */
  allowUnconfined?: boolean;
  /** Use no more than this, whatever the machine offers. */
  mostConfinement?: Confinement;
  log?: (event: SupervisorEvent) => void;
}

/**
 * A supervisor in this process. Returns at once; the first run waits until confinement has been tried and workers are
 * up (about 0.3 s). Needs Node 24, for the addon. Call `close()`, or the workers keep this process alive.
 */
export function createLocalSandbox(options: LocalSandboxOptions = {}): Sandbox & WorldSandbox {
  return new LocalSandbox(options);
}

class LocalSandbox implements Sandbox, WorldSandbox {
  readonly #supervisor: Promise<Supervisor>;

  constructor(options: LocalSandboxOptions) {
    this.#supervisor = startSupervisor(options);
    // A failed start is reported by each call; it must not end the process as a rejection nobody saw.
    this.#supervisor.catch(() => {});
  }

  async run(request: RunRequest, signal?: AbortSignal): Promise<RunOutcome> {
    return (await this.#supervisor).run(request, signal);
  }

  async runWorld(request: WorldRunRequest, options?: WorldRunOptions): Promise<WorldOutcome> {
    return (await this.#supervisor).runWorld(request, options);
  }

  async health(): Promise<SandboxHealth> {
    return (await this.#supervisor).health();
  }

  async close(): Promise<void> {
    const supervisor = await this.#supervisor.catch(() => null);
    await supervisor?.close();
  }
}

/** ABI of Node 24, for which the addon is built. */
const addonAbi = '137';

async function startSupervisor(options: LocalSandboxOptions): Promise<Supervisor> {
  if (process.versions.modules !== addonAbi) {
    throw new Error(
      `The sandbox needs Node 24; this is Node ${process.versions.node}. Start it through npm run.`,
    );
  }
  const { confinement, note, launch } = await chooseConfinement(options.mostConfinement);
  const workers = Math.min(workersMax, Math.max(1, options.workers ?? availableParallelism()));
  return new Supervisor({
    start: () => startWorkerProcess(launch),
    clock: systemClock,
    confinement,
    confinementNote: note,
    workers,
    spares: options.spares ?? sparesDefault,
    jobsPerWorkerMax: options.jobsPerWorker ?? jobsPerWorkerMax,
    allowUnconfined: options.allowUnconfined ?? false,
    log: options.log ?? (() => {}),
  });
}
