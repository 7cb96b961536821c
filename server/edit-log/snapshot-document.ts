import * as Y from 'yjs';
import type { Executor } from '../../db/executor.ts';
import { insertSnapshot } from '../../db/queries/documents.ts';
import { snapshotEveryUpdates } from '../limits.ts';
import { log } from '../log.ts';
import type { WarmDocument } from './warm-documents.ts';

/**
 * Every so many updates the state is stored beside the log, so that opening reads one row and a short tail. It is made
 * by applying, from the document that is in memory anyway (merging updates without a document takes seconds). The
 * edit is already committed: a snapshot that cannot be written only makes the next opening longer.
 */
export async function writeSnapshotWhenDue(
  db: Executor,
  documentId: string,
  warm: WarmDocument,
): Promise<void> {
  if (warm.seq % snapshotEveryUpdates !== 0) return;
  try {
    await insertSnapshot(db, { documentId, seq: warm.seq, bytes: Y.encodeStateAsUpdate(warm.doc) });
  } catch (error) {
    log().warn({ documentId, seq: warm.seq, err: error }, 'a snapshot could not be written');
  }
}
