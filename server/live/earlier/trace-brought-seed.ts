import { countInWindow } from '../../../db/queries/people.ts';
import type { SeedTrace } from '../../../domain/world/wire.ts';
import type { WorldSandbox } from '../../../sandbox/contract.ts';
import { pastWorldRun } from '../../attempt/world/read-world-runs.ts';
import { traceOne } from '../../attempt/world/trace-seed.ts';
import { database } from '../../database.ts';
import { Failure, notFound } from '../../failure.ts';
import { worldSeedLooksPerMinuteMax } from '../../limits.ts';
import { getPinnedQuestion } from '../../pinned-question.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';
import { type BroughtKey, getBrought } from './find-brought.ts';

/**
 * The smallest failing seed of the run at which a world's answer was opened, or of one of its copy, with the faults that it takes, as the
 * candidate's own page opens it: the run's files once more, so nothing of a trace needs to be stored. Null when no seed
 * failed. Only published seeds can be in a run.
 */
export async function traceBroughtSeed(
  principal: CandidatePrincipal | StaffPrincipal,
  sandbox: WorldSandbox,
  input: BroughtKey & { requestId: string },
): Promise<SeedTrace | null> {
  const { db } = database();
  const { attemptId, requestId } = input;
  const { brought, run: row } = await getBrought(db, principal, input);
  const question = await getPinnedQuestion(db, brought.question.hash);
  const run = row ? pastWorldRun(row) : null;
  if (question.kind !== 'world' || !run)
    throw notFound(`earlier answer ${input.number} has no run of a world`);
  const failing = run.seeds.filter((seed) => !seed.passed).toSorted((a, b) => a.seed - b.seed)[0];
  if (!failing) return null;
  if ((await countInWindow(db, `seed-looks:${attemptId}`, 60)) > worldSeedLooksPerMinuteMax) {
    throw new Failure(
      'too-many',
      `At most ${worldSeedLooksPerMinuteMax} looks at a seed a minute. Try again.`,
      {
        retryAfterMs: 5_000,
      },
    );
  }
  return traceOne(question, sandbox, {
    files: run.files,
    seed: failing.seed,
    secret: '',
    without: failing.shrunk?.without ?? [],
    requestId,
    fairnessKey: attemptId,
  });
}
