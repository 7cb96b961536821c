import * as Y from 'yjs';
import { insertSnapshot, lockHead } from '../../db/queries/documents.ts';
import {
  appendLiveEvent,
  deleteUpdates,
  detachEvidence,
  listLiveDocuments,
  listLiveEvents,
  lockLiveSession,
} from '../../db/queries/live-sessions.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { forgetEarlierRuns } from '../../db/queries/runs.ts';
import { viewSession } from '../../domain/live/session.ts';
import { settleAttempt } from '../attempt/settle-attempt.ts';
import { database } from '../database.ts';
import { readDocumentState } from '../edit-log/read-document-state.ts';

/**
 * For a candidate who declined the recording: after the close every document is kept as its final state only, without
 * who wrote what when; pins keep what they quote and point to nothing; of the runs the last keeps its code. Done once; a second job finds nothing to do.
 */
export async function deleteRecording(attemptId: string): Promise<void> {
  await database().db.transaction(async (tx) => {
    await settleAttempt(tx, attemptId);
    if (!(await lockLiveSession(tx, attemptId))) return;
    const view = viewSession(await listLiveEvents(tx, attemptId));
    if (view.recording !== 'declined' || view.state !== 'closed' || view.recordingDeletedAt) return;
    let updates = 0;
    for (const { id } of await listLiveDocuments(tx, attemptId)) {
      const { head } = await lockHead(tx, id);
      if (head === 0) continue;
      const doc = await readDocumentState(tx, id, head);
      await insertSnapshot(tx, { documentId: id, seq: head, bytes: finalState(doc) });
      updates += await deleteUpdates(tx, id);
    }
    await detachEvidence(tx, attemptId);
    await forgetEarlierRuns(tx, attemptId);
    await appendLiveEvent(tx, attemptId, null, { kind: 'recording-deleted' });
    await insertAudit(tx, {
      actor: { kind: 'system' },
      action: 'live-recording-deleted',
      subject: { kind: 'attempt', id: attemptId },
      data: { updates },
    });
  });
}

/** Yjs collects what was deleted: the final state holds no deleted text. */
function finalState(doc: Y.Doc): Uint8Array {
  return Y.encodeStateAsUpdate(doc);
}
