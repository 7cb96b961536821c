import { z } from 'zod';
import type {
  GuestError,
  VerdictStatus,
  WorldInvariantResult,
  WorldResult,
  WorldSeedResult,
  WorldSeedStatus,
} from '../contract.ts';
import { worldKilledSeedsMax } from '../limits.ts';
import type { Transcript } from '../pool/transcript.ts';
import type { PlannedInvariant } from '../protocol/message.ts';
import { cleanText } from './clean-text.ts';
import type { StopStatus } from './compose-verdict.ts';

const pooledSchema = z.array(
  z.strictObject({
    name: z.string().max(100),
    held: z.boolean(),
    value: z.number().finite(),
    message: z.string().max(1_000),
  }),
);

/** What is known of the seeds of one run, over all the workers it has taken. */
export class WorldLedger {
  readonly #asked: readonly number[];
  readonly #stopAfterFailures: number;
  readonly #seeds: WorldSeedResult[] = [];
  #plan: { invariants: PlannedInvariant[]; faultBudget: string[] } | null = null;
  #pooled: z.output<typeof pooledSchema> = [];
  #status: VerdictStatus = 'ok';
  #error: GuestError | null = null;
  #cpuMs = 0;
  #memoryBytes = 0;
  #kills = 0;

  /** After `stopAfterFailures` seeds that broke something the rest was not wanted. */
  constructor(asked: readonly number[], stopAfterFailures: number | undefined) {
    this.#asked = asked;
    this.#stopAfterFailures = stopAfterFailures ?? Number.POSITIVE_INFINITY;
  }

  /** Seeds that should have run and did not: they hold nothing. */
  get #missing(): readonly number[] {
    const failures = this.#seeds.filter(({ passed }) => !passed).length;
    return failures >= this.#stopAfterFailures ? [] : this.#asked.slice(this.#seeds.length);
  }

  get next(): number {
    return this.#seeds.length;
  }

  get isOver(): boolean {
    return this.#kills >= worldKilledSeedsMax || this.#seeds.length >= this.#asked.length;
  }

  take({ seeds, worldPlan, done }: Transcript): void {
    this.#plan ??= worldPlan;
    this.#seeds.push(...seeds);
    if (done === null) return;
    this.#status = done.status;
    this.#error = done.error;
    this.#cpuMs += done.cpuMs;
    this.#memoryBytes = Math.max(this.#memoryBytes, done.memoryBytes);
    const pooled = pooledSchema.safeParse(done.value);
    if (pooled.success) this.#pooled = pooled.data;
  }

  /** The seed after the last one known had to be stopped from outside. */
  stop(status: StopStatus, message: string, tookMs: number): WorldSeedResult {
    this.#kills += 1;
    const stopped: WorldSeedResult = {
      seed: this.#asked[this.#seeds.length] ?? 0,
      status,
      message,
      passed: false,
      invariants: [],
      faults: [],
      console: [],
      events: 0,
      traceHash: '',
      endedAtMs: 0,
      cpuMs: tookMs,
      trace: null,
      shrunk: null,
    };
    this.#seeds.push(stopped);
    return stopped;
  }

  result(wallMs: number): WorldResult {
    return {
      status: this.#error === null ? statusOf(this.#seeds, this.#missing, this.#status) : 'error',
      error: this.#error === null ? null : cleanError(this.#error),
      seeds: this.#seeds,
      invariants: (this.#plan?.invariants ?? []).map((planned) => this.#resultOf(planned)),
      faultBudget: this.#plan?.faultBudget ?? [],
      wallMs,
      cpuMs: this.#cpuMs,
      memoryBytes: this.#memoryBytes,
    };
  }

  #resultOf(planned: PlannedInvariant): WorldInvariantResult {
    const failingSeeds = this.#seeds
      .filter(({ invariants }) => invariants.find(({ name }) => name === planned.name)?.held !== true)
      .map(({ seed }) => seed)
      .concat(this.#missing);
    const pooled = this.#pooled.find(({ name }) => name === planned.name);
    const { name, title, kind, weight } = planned;
    return {
      name,
      title,
      kind,
      weight,
      held: this.#seeds.length > 0 && failingSeeds.length === 0 && pooled?.held !== false,
      failingSeeds,
      pooled: pooled === undefined ? null : { value: pooled.value, message: pooled.message },
    };
  }
}

/** A limit that ended seeds is the status of the run; so is time that ran out before all seeds had their turn. */
function statusOf(
  seeds: readonly WorldSeedResult[],
  missing: readonly number[],
  status: VerdictStatus,
): VerdictStatus {
  const limits: Partial<Record<WorldSeedStatus, VerdictStatus>> = {
    'never-yields': 'time-limit',
    'time-limit': 'time-limit',
    'memory-limit': 'memory-limit',
    'output-limit': 'output-limit',
  };
  for (const seed of seeds) {
    const limit = limits[seed.status];
    if (limit !== undefined) return limit;
  }
  return missing.length > 0 ? 'time-limit' : status;
}

/** Of an answer that is not run at all. */
export function unrunResult(error: GuestError): WorldResult {
  return {
    status: 'output-limit',
    error,
    seeds: [],
    invariants: [],
    faultBudget: [],
    wallMs: 0,
    cpuMs: 0,
    memoryBytes: 0,
  };
}

function cleanError(error: GuestError): GuestError {
  return { ...error, name: cleanText(error.name), message: cleanText(error.message) };
}
