import type { Confinement } from '../../contract.ts';
import type { ServerAddress } from '../wire/wire-connection.ts';

/** A PostgreSQL server that is there for the lab alone, and how its superuser signs in. */
export interface LabServer {
  address: ServerAddress;
  user: string;
  password: string;
  /** `server` when it is somebody else's machine: LAB_DATABASE_URL. */
  confinement: Confinement | 'server';
  /** One sentence for the administrator. */
  note: string;
  /** Process that all backends are below, where it is one of ours; for watching memory. */
  rootPid: number | null;
  /** Settles when the server is gone. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Settings by which plans are the same from run to run, and bounds that no role can lift. The first part is what grading
 * stands on; a server of LAB_DATABASE_URL is held against it at start.
 */
export const pinnedSettings: Record<string, string> = {
  autovacuum: 'off',
  jit: 'off',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  random_page_cost: '1.1',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  // ANALYZE takes 300 rows for each of these: above that number of rows it draws lots, and estimates differ from copy to
  // copy. With 600 every row of a question's tables (at most 180,000) is looked at.
  default_statistics_target: '600',
  max_prepared_transactions: '0',
  track_functions: 'none',
  io_method: 'sync',
};
