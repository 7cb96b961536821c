import type { AnswerFile } from '../../../domain/answer.ts';
import type { WorldVerdict } from '../../../domain/world/wire.ts';
import type { WorldQuestion } from '../../../question-bank/question.ts';
import type { WorldResult, WorldRunRequest } from '../../../sandbox/contract.ts';
import { seedView } from './seed-view.ts';

/** A run of the seeds 1 to `asked`, which everybody may know: the secret of the held-out ones is no part of it. */
export function publishedSeeds(
  question: WorldQuestion,
  run: { files: AnswerFile[]; asked: number; requestId: string; fairnessKey: string },
): WorldRunRequest {
  return {
    requestId: run.requestId,
    fairnessKey: run.fairnessKey,
    realCandidate: true,
    files: run.files,
    limits: definedOnly(question.limits),
    world: question.worldSource,
    secret: '',
    seeds: Array.from({ length: run.asked }, (_, index) => index + 1),
    wantTrace: false,
    shrink: true,
  };
}

/** What a run shows, key by key: what a result gets later stays here until somebody writes it down. */
export function finishedVerdict(result: WorldResult, asked: number): WorldVerdict {
  const { status, error, wallMs } = result;
  return {
    kind: 'seeds',
    status,
    error: error && {
      name: error.name,
      message: error.message,
      file: error.file,
      line: error.line,
      column: error.column,
      stack: error.stack,
    },
    asked,
    stopped: false,
    seeds: result.seeds.map(seedView),
    invariants: result.invariants.map(({ name, held, failingSeeds, pooled }) => ({
      name,
      held,
      failing: failingSeeds.length,
      pooled: pooled && { value: pooled.value, message: pooled.message },
    })),
    wallMs,
  };
}

/** Null for a run that was stopped: over some of the seeds it says nothing. */
export function seedsPassed(verdict: WorldVerdict): boolean | null {
  return verdict.stopped ? null : verdict.invariants.every(({ held }) => held);
}

/** Of limits that are set, those; the sandbox's schema takes no key without a value. */
export function definedOnly(limits: {
  wallMs?: number | undefined;
  cpuMs?: number | undefined;
  memoryMb?: number | undefined;
}) {
  const { wallMs, cpuMs, memoryMb } = limits;
  return {
    ...(wallMs === undefined ? {} : { wallMs }),
    ...(cpuMs === undefined ? {} : { cpuMs }),
    ...(memoryMb === undefined ? {} : { memoryMb }),
  };
}
