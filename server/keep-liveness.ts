import { beginLiveness, touchLiveness } from '../db/queries/liveness.ts';
import { database } from './database.ts';
import { livenessEveryMs, outageGapMs } from './limits.ts';
import { log } from './log.ts';

/**
 * Writes this process's liveness rows until stopped. A beat that cannot reach the database is simply missing: the gap
 * that it leaves is the measurement.
 */
export function keepLiveness(process: string): () => void {
  let id: string | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const beat = async (): Promise<void> => {
    try {
      const { db } = database();
      id = id === null ? await beginLiveness(db, process) : await touchLiveness(db, id, process, outageGapMs);
    } catch (error) {
      log().warn({ err: error, process }, 'liveness beat missed');
    }
    if (!stopped) {
      timer = setTimeout(() => void beat(), livenessEveryMs);
      timer.unref();
    }
  };
  void beat();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
