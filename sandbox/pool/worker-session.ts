import type { WorldSeedResult } from '../contract.ts';
import {
  checkGraceMs,
  cpuKillFactor,
  cpuKillGraceMs,
  frameBytesMax,
  hostStepLimitMs,
  jobBeginLimitMs,
  killGraceMs,
  legOverrunMs,
  residentMemoryBaseBytes,
  residentMemoryPerIsolateByte,
  residentMemoryPollMs,
  runFrameBytesMax,
  worldResidentExtraBytes,
  worldRunFrameBytesMax,
  worldSeedRunsMax,
  worldSeedWallFactor,
  worldShrinkRunsMax,
} from '../limits.ts';
import { encodeFrame, FrameReader } from '../protocol/frame.ts';
import { type JobLimits, protocolVersion, type WorkerJob } from '../protocol/job.ts';
import { workerMessageSchema } from '../protocol/message.ts';
import type { Clock } from './clock.ts';
import { Transcript } from './transcript.ts';
import type { WorkerExit, WorkerPort } from './worker-port.ts';

/** How one worker's work on one job ended. Whatever is not `done` or `broken` has cost the worker its life. */
export type LegEnd =
  | { kind: 'done'; transcript: Transcript }
  | { kind: 'broken'; transcript: Transcript; message: string }
  | { kind: 'killed'; transcript: Transcript; status: 'time-limit' | 'memory-limit' }
  | { kind: 'stalled'; transcript: Transcript }
  | { kind: 'died'; transcript: Transcript; detail: string; outOfMemory: boolean }
  | { kind: 'bad-frame'; transcript: Transcript; detail: string }
  | { kind: 'aborted'; transcript: Transcript };

interface Leg {
  transcript: Transcript;
  limits: JobLimits;
  /** Of a world: what one seed may take as seen from outside. */
  seedLimits: JobLimits;
  onSeed: (seed: WorldSeedResult) => void;
  settle: (end: LegEnd) => void;
  cancelDeadline: () => void;
  cancelPoll: () => void;
  cancelWhole: () => void;
  phaseAt: number;
  /** Processor time of the worker when the phase began; estimated at the first poll, so that short runs cost no look. */
  cpuAtPhaseMs: number | null;
  bytes: number;
}

const outOfMemoryPattern = /out of memory|is_heap_oom = 1|Allocation failed|V8 process OOM/iu;

/**
 * One worker's life: starting → idle ⇄ busy → dead. Bytes that arrive are a hostile input: their length, their form
 * and their order are checked, and a worker that breaks a rule is killed.
 */
export class WorkerSession {
  readonly #port: WorkerPort;
  readonly #clock: Clock;
  readonly #reader = new FrameReader(frameBytesMax);
  #state: 'starting' | 'idle' | 'busy' | 'dead' = 'starting';
  #leg: Leg | null = null;
  #jobs = 0;
  /** Why it was killed while it had no job. */
  #complaint = '';
  onReady: () => void = () => {};
  /** The process is gone; called once. */
  onGone: (exit: WorkerExit) => void = () => {};

  constructor(port: WorkerPort, clock: Clock) {
    this.#port = port;
    this.#clock = clock;
    port.onData((bytes) => this.#receive(bytes));
    port.onExit((exit) => this.#exit(exit));
  }

  get state() {
    return this.#state;
  }

  /** Jobs it has taken so far. */
  get jobs(): number {
    return this.#jobs;
  }

  kill(): void {
    if (this.#state === 'dead') return;
    this.#state = 'dead';
    this.#port.kill();
  }

  /** Runs one job. Never rejects. `onSeed` hears of each seed of a world as soon as it is known. */
  run(
    job: WorkerJob,
    signal?: AbortSignal,
    onSeed: (seed: WorldSeedResult) => void = () => {},
  ): Promise<LegEnd> {
    const transcript = new Transcript(job.job, job.kind, job.kind === 'module' ? 0 : job.from);
    return new Promise((resolve) => {
      const abort = () => this.#finish({ kind: 'aborted', transcript });
      const leg: Leg = {
        transcript,
        limits: job.limits,
        seedLimits: job.kind === 'world' ? seedLimits(job) : job.limits,
        onSeed,
        settle: (end) => {
          signal?.removeEventListener('abort', abort);
          resolve(end);
        },
        cancelDeadline: () => {},
        cancelPoll: () => {},
        cancelWhole: () => {},
        phaseAt: this.#clock.now(),
        cpuAtPhaseMs: null,
        bytes: 0,
      };
      this.#leg = leg;
      this.#state = 'busy';
      this.#jobs += 1;
      this.#arm(leg, jobBeginLimitMs);
      this.#poll(leg);
      const wholeMs = job.kind === 'module' ? job.limits.wallMs : job.runWallMs;
      leg.cancelWhole = this.#clock.after(wholeMs + legOverrunMs, () => this.#late(leg));
      if (signal?.aborted === true) return abort();
      signal?.addEventListener('abort', abort, { once: true });
      this.#port.clearNotes();
      this.#port.write(encodeFrame(job));
    });
  }

  #receive(bytes: Buffer): void {
    if (this.#state === 'dead') return;
    const leg = this.#leg;
    try {
      if (leg !== null) {
        leg.bytes += bytes.length;
        const bytesMax = leg.transcript.kind === 'world' ? worldRunFrameBytesMax : runFrameBytesMax;
        if (leg.bytes > bytesMax) throw new Error(`more than ${bytesMax} bytes about one job`);
        for (const note of this.#port.takeNotes()) this.#take(note);
      }
      for (const frame of this.#reader.push(bytes)) this.#take(frame);
    } catch (error) {
      this.#bad(error);
    }
  }

  /** Reads what the worker has noted about its job without saying so. */
  #readNotes(): void {
    try {
      for (const note of this.#port.takeNotes()) this.#take(note);
    } catch (error) {
      this.#bad(error);
    }
  }

  #take(frame: string): void {
    const parsed = workerMessageSchema.safeParse(JSON.parse(frame));
    if (!parsed.success) throw new Error(`not a message: ${parsed.error.issues[0]?.message ?? 'unknown'}`);
    const message = parsed.data;
    const leg = this.#leg;
    if (leg === null) {
      if (this.#state !== 'starting' || message.type !== 'ready')
        throw new Error(`${message.type} unsolicited`);
      if (message.protocol !== protocolVersion)
        throw new Error('the files of the sandbox have changed: restart it');
      this.#state = 'idle';
      this.onReady();
      return;
    }
    leg.transcript.accept(message);
    switch (message.type) {
      case 'begun':
        this.#phase(leg, leg.transcript.kind === 'module' ? leg.limits : null);
        return;
      case 'check-begun':
        this.#phase(leg, leg.transcript.plan?.[message.index] ?? null);
        return;
      case 'seed-begun':
        this.#phase(leg, leg.seedLimits);
        return;
      case 'seed': {
        this.#phase(leg, null);
        const seed = leg.transcript.seeds.at(-1);
        if (seed !== undefined) leg.onSeed(seed);
        return;
      }
      case 'host-time':
        this.#arm(leg, this.#phaseLeftMs(leg));
        return;
      case 'check':
        this.#phase(leg, null);
        return;
      case 'done':
        this.#finish({ kind: 'done', transcript: leg.transcript });
        return;
      case 'broken':
        this.#finish({ kind: 'broken', transcript: leg.transcript, message: message.message });
        return;
      default:
        return;
    }
  }

  /** A phase in which the program runs has its own limits; between two, the worker itself must not dawdle. */
  #phase(leg: Leg, limits: JobLimits | null): void {
    if (limits === null) {
      this.#arm(leg, hostStepLimitMs);
      return;
    }
    leg.limits = limits;
    leg.phaseAt = this.#clock.now();
    leg.cpuAtPhaseMs = null;
    this.#arm(leg, this.#phaseLeftMs(leg));
  }

  #phaseLeftMs({ transcript, limits, phaseAt }: Leg): number {
    const graceMs = transcript.kind === 'module' ? killGraceMs : checkGraceMs;
    return limits.wallMs + graceMs + transcript.hostMs - (this.#clock.now() - phaseAt);
  }

  #arm(leg: Leg, ms: number): void {
    leg.cancelDeadline();
    let current = true;
    const cancelTimer = this.#clock.after(ms, () => {
      // The answer may lie unread in the pipe while this process was held up itself.
      this.#clock.soon(() => {
        // A note may tell that something else has begun, which has its own time.
        if (current && this.#leg === leg) this.#readNotes();
        if (current && this.#leg === leg) this.#late(leg);
      });
    });
    leg.cancelDeadline = () => {
      current = false;
      cancelTimer();
    };
  }

  #late(leg: Leg): void {
    this.#readNotes();
    if (this.#leg !== leg) return;
    const inProgram =
      leg.transcript.kind === 'module' ? leg.transcript.begun : leg.transcript.current !== null;
    this.#finish(
      inProgram
        ? { kind: 'killed', transcript: leg.transcript, status: 'time-limit' }
        : { kind: 'stalled', transcript: leg.transcript },
    );
  }

  #poll(leg: Leg): void {
    leg.cancelPoll = this.#clock.after(residentMemoryPollMs, () => {
      if (this.#leg !== leg) return;
      this.#readNotes();
      if (this.#leg !== leg) return;
      const usage = this.#port.usage();
      const { transcript, limits } = leg;
      if (usage !== null) {
        const extraBytes = transcript.kind === 'world' ? worldResidentExtraBytes : 0;
        if (usage.anonymousBytes > residentBytesMax(limits) + extraBytes) {
          return this.#finish({ kind: 'killed', transcript, status: 'memory-limit' });
        }
        leg.cpuAtPhaseMs ??= usage.cpuMs - (this.#clock.now() - leg.phaseAt);
        const cpuMs = usage.cpuMs - leg.cpuAtPhaseMs;
        const cpuLimitMs = limits.cpuMs * cpuKillFactor + cpuKillGraceMs + transcript.hostMs * cpuKillFactor;
        if (transcript.begun && cpuMs > cpuLimitMs) {
          return this.#finish({ kind: 'killed', transcript, status: 'time-limit' });
        }
      }
      this.#poll(leg);
    });
  }

  #bad(error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error);
    const leg = this.#leg;
    if (leg !== null) this.#finish({ kind: 'bad-frame', transcript: leg.transcript, detail });
    else {
      this.#complaint = detail;
      this.kill();
    }
  }

  #exit(exit: WorkerExit): void {
    if (this.#leg !== null) this.#readNotes();
    const leg = this.#leg;
    if (leg !== null) {
      const outOfMemory = outOfMemoryPattern.test(exit.stderr);
      const detail = `exit ${exit.code ?? exit.signal ?? 'unknown'}: ${exit.stderr.slice(-500)}`;
      this.#finish({ kind: 'died', transcript: leg.transcript, detail, outOfMemory });
    }
    this.#state = 'dead';
    this.onGone(this.#complaint === '' ? exit : { ...exit, stderr: this.#complaint });
  }

  #finish(end: LegEnd): void {
    const leg = this.#leg;
    if (leg === null || leg.transcript !== end.transcript) return;
    this.#leg = null;
    leg.cancelDeadline();
    leg.cancelPoll();
    leg.cancelWhole();
    if (end.kind === 'done' || end.kind === 'broken') this.#state = 'idle';
    else this.kill();
    leg.settle(end);
  }
}

/**
 * A seed is bounded by its processor time inside. From outside it is seen together with the world around the program,
 * with a second try, and with what making its plan smaller takes.
 */
function seedLimits({ limits, shrink }: Extract<WorkerJob, { kind: 'world' }>): JobLimits {
  const runs = 2 + (shrink ? worldShrinkRunsMax : 0);
  const ms = limits.cpuMs * worldSeedWallFactor * Math.min(runs, worldSeedRunsMax);
  return { ...limits, wallMs: ms, cpuMs: ms };
}

function residentBytesMax(limits: JobLimits): number {
  return residentMemoryBaseBytes + limits.memoryMb * 1024 * 1024 * residentMemoryPerIsolateByte;
}
