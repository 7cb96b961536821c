import type { Executor } from '../executor.ts';
import { questionVersion } from '../schema/positions.ts';

/**
 * Pins content under its hash. A hash that is already there is left as it is, with its grading secret: two forms and
 * two processes may pin the same question at the same moment.
 */
export async function pinQuestionVersions(
  db: Executor,
  versions: readonly (typeof questionVersion.$inferInsert)[],
): Promise<void> {
  if (versions.length === 0) return;
  // One order for everybody, so that two transactions that pin the same questions cannot wait for each other.
  const ordered = versions.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  await db.insert(questionVersion).values(ordered).onConflictDoNothing({ target: questionVersion.hash });
}
