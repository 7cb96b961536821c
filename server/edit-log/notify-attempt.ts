import type { Executor } from '../../db/executor.ts';
import { notifyChannel } from '../../db/queries/documents.ts';
import type { AttemptNotice } from '../../domain/edit-log/wire.ts';

/**
 * Tells the attempt's open pages, after the commit of `tx`, that something about it changed: time was granted, a
 * section was entered or left, it was submitted or reopened, staff wrote, access changed (`access`: a session was
 * revoked). The page then asks for its clock; the notice itself carries no data.
 */
export async function notifyAttempt(tx: Executor, attemptId: string, notice: AttemptNotice): Promise<void> {
  await notifyChannel(tx, `a ${attemptId} ${notice}`);
}
