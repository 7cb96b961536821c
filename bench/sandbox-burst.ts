import type { Sandbox } from '../sandbox/contract.ts';
import { quantile } from './report-row.ts';
import { fortyLines, moduleRun, timed, verdictOf } from './sandbox-program.ts';

const loopMs = 1_000;
const loops = 20;

export interface Burst {
  /** Answered by a verdict. */
  verdicts: number;
  /** Answered by a clear "come again in so many milliseconds". */
  refused: number;
  /** Neither: must be none. */
  lost: number;
  longestMs: number;
}

/** Two hundred candidates press Run at once, while one attempt has pressed it twenty times on an endless loop. */
export async function measureBurst(sandbox: Sandbox, candidates: number): Promise<Burst> {
  const looping = Array.from({ length: loops }, () => sandbox.run(moduleRun('for (;;);', 'looping', loopMs)));
  const burst: Burst = { verdicts: 0, refused: 0, lost: 0, longestMs: 0 };
  await Promise.all(
    Array.from({ length: candidates }, async (_, index) => {
      const tookMs = await timed(async () => {
        const outcome = await sandbox.run(moduleRun(fortyLines, `candidate ${index}`));
        if (outcome.kind === 'verdict' && outcome.verdict.status === 'ok') burst.verdicts += 1;
        else if (
          outcome.kind === 'failure' &&
          outcome.failure.code === 'overloaded' &&
          outcome.failure.retryAfterMs
        )
          burst.refused += 1;
        else burst.lost += 1;
      });
      burst.longestMs = Math.max(burst.longestMs, tookMs);
    }),
  );
  await Promise.all(looping);
  return burst;
}

/** How long the next run takes after one that had to be killed: a spare stands ready, so it should not notice. */
export async function measureAfterKill(sandbox: Sandbox, times: number): Promise<number> {
  const tookMs: number[] = [];
  for (let index = 0; index < times; index += 1) {
    // Squares an integer until a kill from outside ends it: V8 looks at no interrupt while it does.
    verdictOf(
      await sandbox.run(moduleRun('let value = 3n;\nfor (;;) value *= value;', 'killed', 50)),
      'time-limit',
    );
    tookMs.push(await timed(async () => verdictOf(await sandbox.run(moduleRun(fortyLines, 'next')))));
    // The replacement is up before the next kill: one kill after another is another question than this one.
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  return quantile(tookMs, 0.5);
}
