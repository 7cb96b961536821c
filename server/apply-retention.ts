import { insertAudit } from '../db/queries/people.ts';
import { deleteExpiredAttempts, deleteOrphanedExposure } from '../db/queries/retention.ts';
import { database } from './database.ts';
import { retentionBatchMax } from './limits.ts';

/**
 * Deletes what a position promised to delete after its keeping time, in batches, each with an audit row that names no
 * person. Run once a day by the queue; running it again changes nothing more.
 */
export async function applyRetention(): Promise<number> {
  const { db } = database();
  let deleted = 0;
  for (;;) {
    const batch = await db.transaction(async (tx) => {
      const gone = await deleteExpiredAttempts(tx, retentionBatchMax);
      for (const attempt of gone) {
        await insertAudit(tx, {
          actor: { kind: 'system' },
          action: 'attempt-deleted-by-retention',
          subject: { kind: 'attempt', id: attempt.attemptId },
          data: { positionId: attempt.positionId },
        });
      }
      return gone.length;
    });
    deleted += batch;
    if (batch < retentionBatchMax) break;
  }
  await deleteOrphanedExposure(db);
  return deleted;
}
