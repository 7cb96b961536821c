import type { Random } from '../../check-api.ts';
import type { Clock } from '../../pool/clock.ts';
import type { Usage, WorkerExit, WorkerPort } from '../../pool/worker-port.ts';
import { encodeFrame, FrameReader } from '../../protocol/frame.ts';
import { protocolVersion, type WorkerJob } from '../../protocol/job.ts';

/** Everything a worker may do to its supervisor. */
export const misdeeds = [
  'none',
  'dies-before-ready',
  'never-ready',
  'old-protocol',
  'speaks-while-idle',
  'dies-before-begun',
  'hangs-before-begun',
  'dies-after-begun',
  'dies-out-of-memory',
  'hangs-after-begun',
  'answers-late',
  'answers-twice',
  'notes-rubbish',
  'notes-for-another',
  'answers-for-another',
  'answers-the-previous',
  'rubbish-bytes',
  'rubbish-json',
  'announces-too-much',
  'trickles-for-ever',
  'out-of-order',
  'grows',
  'grows-before-begun',
  'burns-processor',
] as const;

export type Misdeed = (typeof misdeeds)[number];

/** What the world can say about one worker afterwards. */
export interface WorkerRecord {
  misdeed: Misdeed;
  jobs: string[];
  begun: string[];
  alive: boolean;
}

const idleUsage: Usage = { anonymousBytes: 30 * 1024 * 1024, cpuMs: 100 };

/** A worker without a process: answers a job with the text of its first file, unless its misdeed says otherwise. */
export class SimulatedWorker implements WorkerPort {
  readonly record: WorkerRecord;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #reader = new FrameReader(10_000_000);
  /** The misdeed shows at this job and not before. */
  readonly #badJob: number;
  #receive: (bytes: Buffer) => void = () => {};
  #exited: (exit: WorkerExit) => void = () => {};
  #usage = idleUsage;
  #cpuSince: number | null = null;
  #previousJob = 'none';
  readonly #notes: string[] = [];
  /** Half of the workers have no file for notes and say everything aloud. */
  readonly #isQuiet: boolean;

  constructor(clock: Clock, random: Random, misdeed: Misdeed) {
    this.#clock = clock;
    this.#random = random;
    this.#badJob = random.int(1, 4);
    this.#isQuiet = random.int(0, 1) === 0;
    this.record = { misdeed, jobs: [], begun: [], alive: true };
    clock.after(random.int(20, 150), () => this.#start());
  }

  write(bytes: Buffer): void {
    for (const frame of this.#reader.push(bytes)) this.#take(JSON.parse(frame) as WorkerJob);
  }

  onData(receive: (bytes: Buffer) => void): void {
    this.#receive = receive;
  }

  takeNotes(): string[] {
    return this.#notes.splice(0);
  }

  clearNotes(): void {
    this.#notes.length = 0;
  }

  onExit(receive: (exit: WorkerExit) => void): void {
    this.#exited = receive;
  }

  kill(): void {
    // Death is seen some time after the signal, as with a process.
    if (this.record.alive) this.#clock.after(this.#random.int(0, 30), () => this.#die('', 'SIGKILL'));
  }

  usage(): Usage | null {
    if (!this.record.alive) return null;
    const burnt = this.#cpuSince === null ? 0 : (this.#clock.now() - this.#cpuSince) * 4;
    return { ...this.#usage, cpuMs: this.#usage.cpuMs + burnt };
  }

  #start(): void {
    if (!this.record.alive) return;
    switch (this.record.misdeed) {
      case 'dies-before-ready':
        this.#die('no such module', null);
        return;
      case 'never-ready':
        return;
      case 'old-protocol':
        this.#say({ type: 'ready', protocol: protocolVersion - 1 });
        return;
      case 'speaks-while-idle':
        this.#clock.after(this.#random.int(1, 400), () => this.#say({ type: 'begun', job: 'nobody' }));
        break;
      default:
        break;
    }
    this.#say({ type: 'ready', protocol: protocolVersion });
  }

  #take(job: WorkerJob): void {
    this.record.jobs.push(job.job);
    const bad = this.record.jobs.length >= this.#badJob ? this.record.misdeed : 'none';
    this.#clock.after(this.#random.int(0, 3), () => this.#work(job, bad));
  }

  #work(job: WorkerJob, bad: Misdeed): void {
    if (!this.record.alive) return;
    const text = job.files[0]?.text ?? '';
    switch (bad) {
      case 'dies-before-begun':
        this.#die('segmentation fault', 'SIGSEGV');
        return;
      case 'hangs-before-begun':
        return;
      case 'grows-before-begun':
        this.#usage = { ...idleUsage, anonymousBytes: 2 ** 31 };
        return;
      case 'rubbish-bytes':
        this.#receive(Buffer.from(Array.from({ length: 64 }, () => this.#random.int(0, 255))));
        return;
      case 'rubbish-json':
        this.#say({ type: 'done', job: job.job, status: 'ok', error: null, verdict: 'passed' });
        return;
      case 'announces-too-much':
        this.#receive(Buffer.from([0x7f, 0xff, 0xff, 0xff]));
        return;
      case 'answers-for-another':
        this.#say({ type: 'begun', job: 'another' });
        return;
      case 'answers-the-previous':
        this.#say({ type: 'begun', job: this.#previousJob });
        return;
      case 'notes-rubbish':
        this.#notes.push('{"type":"begun"');
        return;
      case 'notes-for-another':
        this.#notes.push(JSON.stringify({ type: 'begun', job: 'another' }));
        return;
      case 'out-of-order':
        this.#done(job, text);
        return;
      default:
        break;
    }
    this.#note({ type: 'begun', job: job.job });
    this.record.begun.push(job.job);
    // A program that never ends, on a worker that does nothing wrong.
    if (text.startsWith('loop')) return;
    this.#afterBegun(job, text, bad);
  }

  #afterBegun(job: WorkerJob, text: string, bad: Misdeed): void {
    switch (bad) {
      case 'dies-after-begun':
        this.#die('segmentation fault', 'SIGSEGV');
        return;
      case 'dies-out-of-memory':
        this.#die('CALL_AND_RETRY_LAST\nis_heap_oom = 1', 'SIGABRT');
        return;
      case 'hangs-after-begun':
        return;
      case 'grows':
        this.#usage = { ...idleUsage, anonymousBytes: 2 ** 31 };
        return;
      case 'burns-processor':
        this.#cpuSince = this.#clock.now();
        return;
      case 'trickles-for-ever': {
        const trickle = () => {
          if (!this.record.alive) return;
          this.#note({ type: 'console', job: job.job, lines: [{ level: 'log', text: 'x', atMs: 0 }] });
          this.#clock.after(10, trickle);
        };
        trickle();
        return;
      }
      case 'answers-late':
        this.#clock.after(job.limits.wallMs + this.#random.int(200, 400), () => this.#done(job, text));
        return;
      default:
        break;
    }
    this.#clock.after(this.#random.int(1, 40), () => {
      this.#done(job, text);
      if (bad === 'answers-twice') this.#done(job, 'a second answer');
      this.#previousJob = job.job;
    });
  }

  #done(job: WorkerJob, text: string): void {
    const value = JSON.stringify(text);
    this.#say({
      type: 'done',
      job: job.job,
      status: 'ok',
      error: null,
      value,
      wallMs: 1,
      cpuMs: 1,
      memoryBytes: 1,
      retire: this.#random.int(0, 9) === 0,
    });
  }

  /** Lies there until somebody looks, and outlives this worker. */
  #note(message: unknown): void {
    if (!this.#isQuiet) this.#say(message);
    else if (this.record.alive) this.#notes.push(JSON.stringify(message));
  }

  /** In pieces of any size, as a pipe delivers. */
  #say(message: unknown): void {
    if (!this.record.alive) return;
    const frame = encodeFrame(message);
    const cut = this.#random.int(0, frame.length);
    if (cut > 0) this.#receive(frame.subarray(0, cut));
    if (this.record.alive && cut < frame.length) this.#receive(frame.subarray(cut));
  }

  #die(stderr: string, signal: string | null): void {
    if (!this.record.alive) return;
    this.record.alive = false;
    this.#exited({ code: signal === null ? 1 : null, signal, stderr });
  }
}
