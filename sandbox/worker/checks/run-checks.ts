import type { Check, Guest } from '../../check-api.ts';
import { clampLimits } from '../../clamp-limits.ts';
import type { GuestError, Json } from '../../contract.ts';
import {
  argumentBytesMax,
  checkMessageCharactersMax,
  guestCallsMax,
  hostTimePerCheckMaxMs,
  hostTimeReportMs,
  shownValueCharactersMax,
} from '../../limits.ts';
import type { ChecksJob, JobLimits } from '../../protocol/job.ts';
import type { CheckOutcome, WorkerSpeech } from '../../protocol/message.ts';
import { note, say } from '../channel.ts';
import { entryOf } from '../entry-of.ts';
import { GuestFailed, GuestStopped } from '../guest-end.ts';
import { GuestProgram } from '../guest-program.ts';
import type { IsolateSupply } from '../isolate-supply.ts';
import { ModuleSources } from '../modules.ts';
import { isWornOut } from '../worn-out.ts';
import { CheckBroken, loadChecks } from './check-module.ts';
import { CheckFailed, checkTools, type Shown } from './check-tools.ts';

/** What `guest.call` rejects with when the program threw; see `check-api.ts`. */
class GuestThrewError extends Error {
  readonly guestName: string;
  readonly guestMessage: string;
  readonly error: GuestError;

  constructor(error: GuestError) {
    super(`${error.name}: ${error.message}`);
    this.name = 'GuestThrew';
    this.guestName = error.name;
    this.guestMessage = error.message;
    this.error = error;
  }
}

type Judged = Pick<CheckOutcome, 'passed' | 'status' | 'message' | 'error'> & {
  shown: Shown;
  unloadable?: boolean;
};

/** Runs the selected checks in order, each in a fresh isolate, and says each outcome as soon as it is known. */
export async function runChecks(job: ChecksJob, supply: IsolateSupply): Promise<void> {
  const all = await loadChecks(job.checks);
  const weightTotal = all.reduce((sum, check) => sum + (check.weight ?? 1), 0);
  const selected = all.filter((check) => job.select === 'all' || check.visible === true);
  const limitsOf = (check: Check): JobLimits => clampLimits({ ...job.limits, ...check.limits });
  const plan: WorkerSpeech = {
    type: 'plan',
    job: job.job,
    checks: selected.map((check) => ({
      name: check.name,
      title: check.title,
      visible: check.visible === true,
      weight: weightTotal > 0 ? (check.weight ?? 1) / weightTotal : 0,
      ...limitsOf(check),
    })),
  };
  let known: WorkerSpeech[] = [plan, { type: 'begun', job: job.job }];
  const sources = new ModuleSources(job.files, entryOf(job.files), job.driver);
  let unloadable: Judged | null = null;
  const endsAt = performance.now() + job.runWallMs;
  for (let index = job.from; index < selected.length; index += 1) {
    const check = selected[index] as Check;
    note(...known, { type: 'check-begun', job: job.job, index });
    const limits = limitsOf(check);
    const program = new GuestProgram(supply.take(limits.memoryMb), sources, {
      deterministic: true,
      limits,
      // A hidden check's console would tell its inputs.
      onConsole: (line) => {
        if (check.visible === true) note({ type: 'console', job: job.job, lines: [line] });
      },
    });
    const judged: Judged =
      unloadable ?? (performance.now() > endsAt ? notRun : await judge(check, program, job));
    program.finish();
    if (judged.unloadable === true) unloadable = judged;
    known = [{ type: 'check', job: job.job, index, outcome: toOutcome(judged, check, program) }];
    program.drop();
    if (!judged.passed && check.name === job.stopAfterFailureOf) break;
  }
  say(...known, {
    type: 'done',
    job: job.job,
    status: 'ok',
    error: null,
    value: 'null',
    wallMs: 0,
    cpuMs: 0,
    memoryBytes: 0,
    retire: isWornOut(),
  });
}

const notRun: Judged = {
  passed: false,
  status: 'time-limit',
  message: 'Not run: the checks before it have used up the time of the whole run',
  error: null,
  shown: {},
};

async function judge(check: Check, program: GuestProgram, job: ChecksJob): Promise<Judged> {
  try {
    if (!program.load().loaded) throw new GuestFailed(neverLoaded, true);
  } catch (error) {
    return judgeError(error);
  }
  let stop: (error: GuestStopped) => void = () => {};
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = reject;
  });
  const guest = makeGuest(program, job, (error) => stop(error));
  try {
    await Promise.race([check.run(guest, checkTools), stopped]);
    return { passed: true, status: 'ok', message: 'Passed', error: null, shown: {} };
  } catch (error) {
    return judgeError(error);
  }
}

function judgeError(error: unknown): Judged {
  if (error instanceof CheckFailed) {
    return { passed: false, status: 'ok', message: error.message, error: null, shown: error.shown };
  }
  if (error instanceof GuestStopped) {
    return {
      passed: false,
      status: error.status,
      message: withPlace(error.error.message, error.error),
      error: error.error,
      shown: {},
    };
  }
  const failed = error instanceof GuestThrewError || error instanceof GuestFailed ? error.error : null;
  if (failed === null) {
    throw new CheckBroken(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
  const message = withPlace(`${failed.name}: ${failed.message}`, failed);
  return {
    passed: false,
    status: 'error',
    message,
    error: failed,
    shown: {},
    unloadable: error instanceof GuestFailed && error.unloadable,
  };
}

const withPlace = (message: string, error: GuestError) =>
  error.file === null ? message : `${message} (${error.file}${error.line === null ? '' : `:${error.line}`})`;

const neverLoaded: GuestError = {
  name: 'NeverSettled',
  message: 'The file waits at its top level for a promise that nothing is left to settle',
  file: null,
  line: null,
  column: null,
  stack: [],
};

function makeGuest(program: GuestProgram, job: ChecksJob, onStop: (error: GuestStopped) => void): Guest {
  let calls = 0;
  /** A limit ends the check by itself: the promise the author holds never settles, so no `catch` of theirs sees it. */
  let leftAt = performance.now();
  const guarded = <T>(enter: () => T): Promise<T> => {
    const hostMs = performance.now() - leftAt;
    if (hostMs > hostTimeReportMs)
      note({ type: 'host-time', job: job.job, ms: Math.min(hostMs, hostTimePerCheckMaxMs) });
    try {
      return Promise.resolve(enter());
    } catch (error) {
      if (error instanceof GuestFailed) return Promise.reject(new GuestThrewError(error.error));
      if (error instanceof GuestStopped) {
        onStop(error);
        return new Promise<never>(() => {});
      }
      return Promise.reject(error);
    } finally {
      leftAt = performance.now();
    }
  };
  return {
    call(name: string, ...args: Json[]) {
      calls += 1;
      if (calls > guestCallsMax) throw new CheckBroken(`more than ${guestCallsMax} calls in one check`);
      const size = JSON.stringify(args).length;
      if (size > argumentBytesMax) throw new CheckBroken(`arguments of ${size} bytes are too large`);
      return guarded(() => program.call(name, args));
    },
    cpuMs: () => program.cpuMs,
    exports: () => guarded(() => program.exports()),
    files: job.files.map((file) => ({ path: file.path, text: file.text })),
  };
}

function toOutcome(judged: Judged, check: Check, program: GuestProgram): CheckOutcome {
  const visible = check.visible === true;
  const show = (value: Json | undefined) =>
    visible && value !== undefined ? cut(textOf(value), shownValueCharactersMax) : null;
  return {
    passed: judged.passed,
    status: judged.status,
    message: cut(judged.message, checkMessageCharactersMax),
    input: show(judged.shown.input),
    expected: show(judged.shown.expected),
    actual: show(judged.shown.actual),
    error: judged.error,
    wallMs: program.wallMs,
    cpuMs: program.cpuMs,
    memoryBytes: program.memoryBytes,
  };
}

const textOf = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));
const cut = (text: string, charactersMax: number) =>
  text.length > charactersMax ? `${text.slice(0, charactersMax)}…` : text;
