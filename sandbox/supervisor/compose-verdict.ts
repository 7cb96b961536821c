import type { CheckResult, ConsoleLine, GuestError, Json, Verdict, VerdictStatus } from '../contract.ts';
import { consoleBytesMax, consoleLinesMax } from '../limits.ts';
import type { Transcript } from '../pool/transcript.ts';
import type { CheckOutcome, PlannedCheck } from '../protocol/message.ts';
import { cleanText } from './clean-text.ts';

const stopNames: Record<'time-limit' | 'memory-limit' | 'output-limit', string> = {
  'time-limit': 'TimeLimit',
  'memory-limit': 'MemoryLimit',
  'output-limit': 'OutputLimit',
};

export type StopStatus = keyof typeof stopNames;

export function stopError(status: StopStatus, message: string): GuestError {
  return { name: stopNames[status], message, file: null, line: null, column: null, stack: [] };
}

export function stopMessage(
  status: StopStatus,
  limits: { wallMs: number; cpuMs: number; memoryMb: number },
): string {
  switch (status) {
    case 'time-limit':
      return `The program was still running after ${Math.min(limits.wallMs, limits.cpuMs)} ms and was stopped`;
    case 'memory-limit':
      return `The program used more than ${limits.memoryMb} MB and was stopped`;
    case 'output-limit':
      return 'The program gave out more than is allowed and was stopped';
  }
}

function cleanError(error: GuestError): GuestError {
  return {
    ...error,
    name: cleanText(error.name),
    message: cleanText(error.message),
    stack: error.stack.map(cleanText),
  };
}

/** The first lines that fit: a taken-over worker may have sent more than the guest's own bound. */
export function boundConsole(lines: readonly ConsoleLine[]): ConsoleLine[] {
  const kept: ConsoleLine[] = [];
  let bytes = 0;
  for (const line of lines) {
    bytes += Buffer.byteLength(line.text);
    if (bytes > consoleBytesMax || kept.length >= consoleLinesMax) break;
    kept.push({ ...line, text: cleanText(line.text) });
  }
  return kept;
}

export function moduleVerdict(transcript: Transcript): Verdict {
  const done = transcript.done;
  if (done === null) throw new Error('a module verdict needs a finished transcript');
  return {
    status: done.status,
    error: done.error === null ? null : cleanError(done.error),
    console: boundConsole(transcript.console),
    value: done.value,
    checks: [],
    wallMs: done.wallMs,
    cpuMs: done.cpuMs,
    memoryBytes: done.memoryBytes,
  };
}

export function stoppedVerdict(
  status: StopStatus,
  message: string,
  console: readonly ConsoleLine[],
  wallMs: number,
): Verdict {
  const value: Json = null;
  return {
    status,
    error: stopError(status, message),
    console: boundConsole(console),
    value,
    checks: [],
    wallMs,
    cpuMs: 0,
    memoryBytes: 0,
  };
}

/** What is known of the checks of one run, over all the workers it has taken. */
export class ChecksLedger {
  readonly #outcomes = new Map<number, CheckOutcome>();
  plan: PlannedCheck[] | null = null;
  console: ConsoleLine[] = [];
  kills = 0;

  take(transcript: Transcript): void {
    this.plan ??= transcript.plan;
    for (const { index, outcome } of transcript.outcomes) this.#outcomes.set(index, outcome);
    this.console.push(...transcript.console);
  }

  get next(): number {
    return this.#outcomes.size;
  }

  get isComplete(): boolean {
    return this.plan !== null && this.#outcomes.size >= this.plan.length;
  }

  /** The check was stopped from outside, or did not get its turn. */
  stop(index: number, status: StopStatus, message: string, wallMs: number): void {
    this.#outcomes.set(index, {
      passed: false,
      status,
      message,
      input: null,
      expected: null,
      actual: null,
      error: stopError(status, message),
      wallMs,
      cpuMs: 0,
      memoryBytes: 0,
    });
  }

  stopRest(status: StopStatus, message: string): void {
    for (let index = this.next; index < (this.plan?.length ?? 0); index += 1)
      this.stop(index, status, message, 0);
  }

  verdict(): Verdict {
    const plan = this.plan ?? [];
    const checks: CheckResult[] = [];
    let status: VerdictStatus = 'ok';
    let error: GuestError | null = null;
    let wallMs = 0;
    let cpuMs = 0;
    let memoryBytes = 0;
    plan.forEach((planned, index) => {
      const outcome = this.#outcomes.get(index);
      if (outcome === undefined) return;
      const { name, title, visible, weight } = planned;
      const { error: itsError, memoryBytes: itsMemory, ...rest } = outcome;
      checks.push({
        name,
        title,
        visible,
        weight,
        ...rest,
        message: cleanText(rest.message),
        input: rest.input === null ? null : cleanText(rest.input),
        expected: rest.expected === null ? null : cleanText(rest.expected),
        actual: rest.actual === null ? null : cleanText(rest.actual),
      });
      if (status === 'ok') status = outcome.status;
      if (itsError !== null) error ??= cleanError(itsError);
      wallMs += outcome.wallMs;
      cpuMs += outcome.cpuMs;
      memoryBytes = Math.max(memoryBytes, itsMemory);
    });
    return {
      status,
      error,
      console: boundConsole(this.console),
      value: null,
      checks,
      wallMs,
      cpuMs,
      memoryBytes,
    };
  }
}
