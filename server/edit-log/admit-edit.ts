import type { BoundAuthor } from '../../db/queries/documents.ts';
import type { Principal } from '../../domain/access.ts';
import { admitUpdate, type DecodedUpdate } from '../../domain/edit-log/admit-update.ts';
import { type Purpose, purposeRules } from '../../domain/edit-log/purpose.ts';
import { Failure } from '../failure.ts';
import { refuseForeign } from './authorize-document.ts';
import type { WarmDocument } from './warm-documents.ts';

/**
 * The client ids that an update inserts under. Throws `resync` when it builds on what the document lacks, `bad-input`
 * when it is no edit of a document of this purpose.
 */
export function admittedClients(warm: WarmDocument, update: DecodedUpdate, purpose: Purpose): number[] {
  const admission = admitUpdate(warm.doc, update, purposeRules[purpose].shape);
  switch (admission.kind) {
    case 'fits':
      return admission.insertingClients;
    case 'lacks-structs':
      throw resync();
    case 'refused':
      throw new Failure('bad-input', 'This edit does not belong to an answer.', {
        message: `update refused: ${admission.why}`,
      });
  }
}

/** Refuses inserts under another writer's client id; gives those that this update is the first to use. */
export function unboundClientIds(
  clientIds: readonly number[],
  bound: ReadonlyMap<number, BoundAuthor>,
  principal: Principal,
): number[] {
  refuseForeign(clientIds, bound, principal);
  return clientIds.filter((id) => !bound.has(id));
}

export const clientIdsOf = (update: DecodedUpdate): number[] => [
  ...new Set(update.structs.map((struct) => struct.id.client)),
];

export function resync(): Failure {
  return new Failure(
    'resync',
    'The edits build on others that are missing here. They are sent again in full.',
  );
}

export function tooLarge(): Failure {
  return new Failure('too-large', 'The answer is larger than can be saved. Shorten it to go on saving.');
}
