import { seedKey } from '../../../simulation/core/keyed-random.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import { describeFaults } from '../../../simulation/world/faults.ts';
import { ProgramStopped } from '../../../simulation/world/protocol.ts';
import { runSeed, type SeedOutcome } from '../../../simulation/world/run-seed.ts';
import { shrink } from '../../../simulation/world/shrink.ts';
import type { GuestError, WorldSeedResult, WorldTraceEvent } from '../../contract.ts';
import {
  worldConsoleLinesMax,
  worldSeedsPerIsolate,
  worldShrunkSeedsMax,
  worldStoppedSeedsMax,
  worldTraceChunkEvents,
} from '../../limits.ts';
import type { WorldJob } from '../../protocol/job.ts';
import type { WorkerSpeech, WrittenSeed } from '../../protocol/message.ts';
import { say } from '../channel.ts';
import { CheckBroken } from '../checks/check-module.ts';
import { entryOf } from '../entry-of.ts';
import { ModuleSources } from '../modules.ts';
import { isWornOut } from '../worn-out.ts';
import { loadWorld } from './load-world.ts';
import { NeverYielded, ProgramUnloadable, WorldIsolate } from './world-isolate.ts';

/** Runs the seeds of a job in order and says each outcome as soon as it is known. */
export async function runWorld(job: WorldJob): Promise<void> {
  const definition = await loadWorld(job.world);
  const startedAt = performance.now();
  const run = new WorldRun(job, definition);
  let known: WorkerSpeech[] = [
    {
      type: 'world-plan',
      job: job.job,
      invariants: definition.invariants.map(({ name, title, kind, weight }) => ({
        name,
        title,
        kind,
        weight,
      })),
      faultBudget: describeFaults(definition.faults),
    },
    { type: 'begun', job: job.job },
  ];
  let error: GuestError | null = null;
  try {
    for (let index = job.from; index < job.seeds.length; index += 1) {
      if (performance.now() - startedAt > job.runWallMs || run.isOver) break;
      say(...known, { type: 'seed-begun', job: job.job, index });
      known = [];
      known = run.seed(index);
    }
  } catch (thrown) {
    if (!(thrown instanceof ProgramUnloadable)) throw thrown;
    error = thrown.error;
    known = [];
  }
  say(...known, {
    type: 'done',
    job: job.job,
    status: error === null ? 'ok' : 'error',
    error,
    value: JSON.stringify(run.pooled()),
    wallMs: performance.now() - startedAt,
    cpuMs: run.cpuMs,
    memoryBytes: run.memoryBytes,
    retire: isWornOut(),
  });
  run.drop();
}

class WorldRun {
  readonly #job: WorldJob;
  readonly #definition: WorldDefinition;
  readonly #sources: ModuleSources;
  readonly #secret: Uint8Array;
  readonly #without: ReadonlySet<string>;
  readonly #samples: number[][];
  #isolate: WorldIsolate | null = null;
  #seedsInIsolate = 0;
  #stopped = 0;
  #failed = 0;
  #shrunk = 0;
  #cpuMs = 0;
  memoryBytes = 0;

  constructor(job: WorldJob, definition: WorldDefinition) {
    this.#job = job;
    this.#definition = definition;
    this.#sources = new ModuleSources(job.files, entryOf(job.files), null);
    this.#secret = Buffer.from(job.secret, 'hex');
    this.#without = new Set(job.without);
    this.#samples = definition.invariants.map(() => []);
  }

  get cpuMs(): number {
    return this.#cpuMs + (this.#isolate?.cpuMs ?? 0);
  }

  /** Enough is known: further seeds would say the same, or cost more than they tell. */
  get isOver(): boolean {
    return this.#stopped >= worldStoppedSeedsMax || this.#failed >= this.#job.stopAfterFailures;
  }

  /** Messages about one seed: its trace in pieces, then its outcome. Throws `ProgramUnloadable`. */
  seed(index: number): WorkerSpeech[] {
    const seed = this.#job.seeds[index] ?? 0;
    let cpuMs = 0;
    let outcome: SeedOutcome | ProgramStopped;
    const attempt = () => {
      const made = this.#run(seed, this.#without);
      cpuMs = this.#isolate?.seedCpuMs ?? 0;
      return made;
    };
    outcome = attempt();
    // A busy machine is no fault of the program: what met the clock is run once more. Neither is what earlier seeds
    // left behind in the isolate: what met the memory limit among others is run once more alone.
    if (outcome instanceof ProgramStopped && this.#mayBeOurs(outcome)) outcome = attempt();
    if (outcome instanceof ProgramStopped) {
      this.#stopped += 1;
      this.#failed += 1;
      return [this.#say(index, stoppedSeed(seed, outcome, cpuMs))];
    }
    outcome.invariants.forEach(({ samples }, at) => {
      for (const sample of samples) this.#samples[at]?.push(sample);
    });
    const broken = outcome.invariants.find(({ held }) => !held);
    const passed = outcome.status === 'ok' && broken === undefined;
    if (!passed) this.#failed += 1;
    const result: WrittenSeed = {
      seed,
      status: outcome.status,
      message: outcome.message,
      passed,
      invariants: outcome.invariants.map(({ name, held, message, witnesses }) => ({
        name,
        held,
        message: message.slice(0, 1_000),
        witnesses,
      })),
      faults: outcome.faults,
      console: outcome.logs.slice(0, worldConsoleLinesMax),
      events: outcome.events,
      traceHash: outcome.traceHash,
      endedAtMs: outcome.endedAtMs,
      cpuMs,
      shrunk: broken === undefined || !this.#job.shrink ? null : this.#shrink(seed, outcome, broken.name),
    };
    return [...this.#pieces(index, outcome), this.#say(index, result)];
  }

  /** What the invariants that are judged over all seeds came to. */
  pooled() {
    return this.#definition.invariants.flatMap(({ name, rule }, index) => {
      const samples = this.#samples[index] ?? [];
      if (rule.pooled === undefined) return [];
      const { held, value, message } = rule.pooled(samples);
      return [{ name, held, value, message }];
    });
  }

  drop(): void {
    if (this.#isolate === null) return;
    this.#cpuMs += this.#isolate.cpuMs;
    this.#isolate.drop();
    this.#isolate = null;
  }

  #run(seed: number, without: ReadonlySet<string>): SeedOutcome | ProgramStopped {
    const isolate = this.#takeIsolate();
    isolate.beginSeed();
    try {
      return runSeed(this.#definition, seedKey(this.#secret, seed), isolate, {
        keepTrace: this.#job.wantTrace,
        without,
      });
    } catch (error) {
      if (error instanceof ProgramUnloadable) throw error;
      if (error instanceof ProgramStopped) return error;
      throw new CheckBroken(
        `seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }

  #mayBeOurs({ status }: ProgramStopped): boolean {
    return status === 'time-limit' || (status === 'memory-limit' && this.#seedsInIsolate > 1);
  }

  #takeIsolate(): WorldIsolate {
    const known = this.#isolate;
    if (known?.isUsable === true) {
      const heapBytes = known.heapBytes();
      this.memoryBytes = Math.max(this.memoryBytes, heapBytes);
      // When garbage is collected is V8's affair: a seed always begins with most of the memory free.
      const roomy = heapBytes < (this.#job.limits.memoryMb * 1_048_576) / 2;
      if (roomy && this.#seedsInIsolate < worldSeedsPerIsolate) {
        this.#seedsInIsolate += 1;
        return known;
      }
    }
    this.drop();
    const made = new WorldIsolate(this.#sources, this.#job.limits, this.#job.wantTrace);
    this.#isolate = made;
    this.#seedsInIsolate = 1;
    return made;
  }

  #shrink(seed: number, outcome: SeedOutcome, invariant: string): WrittenSeed['shrunk'] {
    this.#shrunk += 1;
    if (this.#shrunk > worldShrunkSeedsMax) return null;
    const smallest = shrink(outcome, invariant, (without) => {
      const again = this.#run(seed, new Set([...this.#without, ...without]));
      // A plan that meets a limit is another failure than the one that is looked for.
      return again instanceof ProgramStopped ? { ...outcome, invariants: [] } : again;
    });
    const { faults } = smallest.outcome;
    return { invariant, faults, without: [...this.#without, ...smallest.without] };
  }

  #pieces(index: number, { trace }: SeedOutcome): WorkerSpeech[] {
    const pieces: WorkerSpeech[] = [];
    const events: readonly WorldTraceEvent[] = (trace ?? []) as readonly WorldTraceEvent[];
    for (let from = 0; from < events.length; from += worldTraceChunkEvents) {
      const text = JSON.stringify(events.slice(from, from + worldTraceChunkEvents));
      pieces.push({ type: 'trace', job: this.#job.job, index, events: text });
    }
    return pieces;
  }

  #say(index: number, result: WrittenSeed): WorkerSpeech {
    return { type: 'seed', job: this.#job.job, index, result };
  }
}

function stoppedSeed(seed: number, stopped: ProgramStopped, cpuMs: number): WrittenSeed {
  const status: WorldSeedResult['status'] =
    stopped instanceof NeverYielded ? 'never-yields' : stopped.status === 'error' ? 'exited' : stopped.status;
  return {
    seed,
    status,
    message: stopped.message,
    passed: false,
    invariants: [],
    faults: [],
    console: [],
    events: 0,
    traceHash: '',
    endedAtMs: 0,
    cpuMs,
    shrunk: null,
  };
}
