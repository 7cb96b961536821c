import { finishRun, insertRun } from '../../../db/queries/runs.ts';
import type { AnswerFile } from '../../../domain/answer.ts';
import { storableText } from '../../../domain/storable-text.ts';
import type { SeedView, WorldRun, WorldVerdict } from '../../../domain/world/wire.ts';
import type { WorldSandbox } from '../../../sandbox/contract.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import { runsPerMinuteMax } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { runFailure } from '../question/run-in-sandbox.ts';
import { limitWorld } from './limit-world.ts';
import { finishedVerdict, publishedSeeds, seedsPassed } from './published-seeds.ts';
import { seedView } from './seed-view.ts';
import { getOpenWorld, type WorldTarget } from './world-target.ts';

export interface BegunWorldRun {
  /** 1-based within the question; 0 in practice. */
  number: number;
  /** Seeds 1 to this are run. */
  asked: number;
  /** Runs the seeds; each is told as soon as it is known. An aborted signal ends it with what was there until then. */
  seeds: (onSeed: (seed: SeedView) => void, signal: AbortSignal) => Promise<WorldRun>;
}

/**
 * Runs the program as it stands in the editor on the published seeds, the same that the command line uses. Like every
 * run it is a row before the sandbox is asked, with the files as they were.
 */
export async function beginWorldRun(
  principal: CandidatePrincipal,
  sandbox: WorldSandbox,
  input: { target: WorldTarget; size: 'quick' | 'full'; files: AnswerFile[]; requestId: string },
): Promise<BegunWorldRun> {
  const { db } = database();
  const { attemptId } = principal;
  const { question, itemNumber, documentSeq } = await getOpenWorld(principal, input.target);
  await limitWorld(attemptId, 'runs', runsPerMinuteMax);
  const files = input.files.map((file) => ({ path: file.path, text: storableText(file.text) }));
  const asked = question.runs[input.size];
  const run =
    itemNumber === null
      ? null
      : await insertRun(db, {
          attemptId,
          itemNumber,
          authorId: principal.sessionId,
          documentSeq,
          files,
          requestId: input.requestId,
        });
  const number = run?.number ?? 0;
  const finish = async (verdict: WorldVerdict | null, failureCode: string | null) =>
    run
      ? finishRun(db, run.id, {
          verdict,
          passed: verdict && seedsPassed(verdict),
          failureCode,
        })
      : new Date();

  const seeds: BegunWorldRun['seeds'] = async (onSeed, signal) => {
    const seen: SeedView[] = [];
    const began = performance.now();
    try {
      const outcome = await sandbox.runWorld(
        publishedSeeds(question, { files, asked, requestId: input.requestId, fairnessKey: attemptId }),
        {
          signal,
          onSeed: (result) => {
            const view = seedView(result);
            seen.push(view);
            onSeed(view);
          },
        },
      );
      if (outcome.kind === 'failure') {
        await finish(null, outcome.failure.code);
        throw runFailure(outcome.failure, number === 0 ? 'The run' : `Run ${number}`);
      }
      const verdict = finishedVerdict(outcome.result, asked);
      return { ...verdict, number, files, finishedAt: await finish(verdict, null) };
    } catch (error) {
      if (signal.aborted) {
        const verdict = stoppedVerdict(seen, asked, performance.now() - began);
        return { ...verdict, number, files, finishedAt: await finish(verdict, null) };
      }
      if (!(error instanceof Failure)) await finish(null, 'internal');
      throw error;
    }
  };
  return { number, asked, seeds };
}

function stoppedVerdict(seeds: SeedView[], asked: number, wallMs: number): WorldVerdict {
  return { kind: 'seeds', status: 'ok', error: null, asked, stopped: true, seeds, invariants: [], wallMs };
}
