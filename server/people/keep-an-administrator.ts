import type { Executor } from '../../db/executor.ts';
import { countOtherAdministrators, lockAdministrators } from '../../db/queries/people.ts';
import { Failure } from '../failure.ts';

/**
 * Refuses to take the last administrator away. Two administrators who remove each other at the same moment are taken
 * one after another by the lock, so that one of them stays.
 */
export async function keepAnAdministrator(tx: Executor, exceptId: string): Promise<void> {
  await lockAdministrators(tx);
  if ((await countOtherAdministrators(tx, exceptId)) === 0) {
    throw new Failure(
      'bad-input',
      'roles: this is the last administrator. Make somebody else administrator first.',
    );
  }
}
