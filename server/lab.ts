import { createRemoteLab } from '../sandbox/lab/client.ts';
import type { Lab } from '../sandbox/lab/contract.ts';
import { env } from './env.ts';

const holder = globalThis as typeof globalThis & { plumblineLab?: Lab };

/** The client of the SQL lab; the start command runs one beside the application when none is configured. */
export function lab(): Lab {
  holder.plumblineLab ??= createRemoteLab(env().lab);
  return holder.plumblineLab;
}
