import type { Lab } from '../../sandbox/lab/contract.ts';
import { createLocalLab } from '../../sandbox/lab/local.ts';

/** A PostgreSQL of its own on a temporary folder, gone with the command. The answers are the bank's own, not a candidate's. */
export async function openLab(): Promise<Lab> {
  return createLocalLab({ allowUnconfined: true });
}
