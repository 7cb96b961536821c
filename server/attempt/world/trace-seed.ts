import type { AnswerFile } from '../../../domain/answer.ts';
import type { SeedTrace } from '../../../domain/world/wire.ts';
import type { WorldQuestion } from '../../../question-bank/question.ts';
import type { WorldSandbox } from '../../../sandbox/contract.ts';
import { Failure } from '../../failure.ts';
import { worldSeedLooksPerMinuteMax } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { runFailure } from '../question/run-in-sandbox.ts';
import { limitWorld } from './limit-world.ts';
import { definedOnly } from './published-seeds.ts';
import { seedTrace } from './seed-view.ts';
import { getOpenWorld, type WorldTarget } from './world-target.ts';

/**
 * Runs one published seed once more and gives everything that happened in it: the same program and seed are the same
 * world, so nothing of a trace needs to be stored. `without` leaves out the faults that shrinking found to be of no
 * matter.
 */
export async function traceSeed(
  principal: CandidatePrincipal,
  sandbox: WorldSandbox,
  input: { target: WorldTarget; files: AnswerFile[]; seed: number; without: string[]; requestId: string },
): Promise<SeedTrace> {
  const { question } = await getOpenWorld(principal, input.target);
  await limitWorld(principal.attemptId, 'seed looks', worldSeedLooksPerMinuteMax);
  if (input.seed > Math.max(question.runs.full, question.runs.quick))
    throw new Failure('bad-input', `Seeds 1 to ${question.runs.full} are published.`);
  return traceOne(question, sandbox, {
    files: input.files,
    seed: input.seed,
    secret: '',
    without: input.without,
    requestId: input.requestId,
    fairnessKey: principal.attemptId,
  });
}

/** One seed of a question's world with its trace; `secret` is hex, empty for the published seeds. */
export async function traceOne(
  question: WorldQuestion,
  sandbox: WorldSandbox,
  look: {
    files: readonly AnswerFile[];
    seed: number;
    secret: string;
    without: readonly string[];
    requestId: string;
    fairnessKey: string;
  },
): Promise<SeedTrace> {
  const outcome = await sandbox.runWorld({
    requestId: look.requestId,
    fairnessKey: look.fairnessKey,
    realCandidate: true,
    files: look.files.map((file) => ({ path: file.path, text: file.text })),
    limits: definedOnly(question.limits),
    world: question.worldSource,
    secret: look.secret,
    seeds: [look.seed],
    wantTrace: true,
    shrink: false,
    without: [...look.without],
  });
  if (outcome.kind === 'failure') throw runFailure(outcome.failure, `Seed ${look.seed}`);
  const { error, seeds } = outcome.result;
  if (error) throw new Failure('bad-input', `The program does not load: ${error.name}: ${error.message}`);
  if (!seeds[0]) throw new Error(`seed ${look.seed} gave no result`);
  return seedTrace(seeds[0]);
}
