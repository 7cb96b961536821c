import type { Executor } from '../../db/executor.ts';
import type { BoundAuthor } from '../../db/queries/documents.ts';
import { mayAccess, type Principal } from '../../domain/access.ts';
import { type Purpose, purposeRules } from '../../domain/edit-log/purpose.ts';
import { attemptRelation } from '../authorize.ts';
import { Failure, notFound } from '../failure.ts';

/** Author of what the server itself writes (starter text). */
export const systemAuthorId = '00000000-0000-0000-0000-000000000000';

/**
 * Who an update is attributed to: the candidate's session or the person, never what the message says. A client id is
 * bound to this.
 */
export function authorIdOf(principal: Principal): string {
  switch (principal.kind) {
    case 'candidate':
      return principal.sessionId;
    case 'person':
      return principal.id;
    case 'anonymous':
      throw notFound('an anonymous author');
  }
}

/**
 * Whether the principal may go on inserting under a client id that is bound already. A candidate's sessions are one
 * writer: whoever signs in again in the same browser goes on with the pages and the unsent edits that are there, and each
 * row still names the session that sent it. Everyone else's ids are refused.
 */
function mayInsertAs(principal: Principal, bound: BoundAuthor): boolean {
  return bound.authorId === authorIdOf(principal) || (principal.kind === 'candidate' && bound.ofCandidate);
}

/** Throws `conflict` when one of the ids is another writer's. */
export function refuseForeign(
  clientIds: readonly number[],
  bound: ReadonlyMap<number, BoundAuthor>,
  principal: Principal,
): void {
  for (const id of clientIds) {
    const author = bound.get(id);
    if (author && !mayInsertAs(principal, author)) {
      throw new Failure('conflict', 'These edits were begun by another writer. Reload the page to go on.', {
        message: `client id ${id} is bound to ${author.authorId}`,
      });
    }
  }
}

/** Whether the principal may read or write a document, by the access table and the document's purpose. */
export async function authorizeDocument(
  db: Executor,
  principal: Principal,
  what: 'read' | 'write',
  document: { attemptId: string; purpose: Purpose },
): Promise<void> {
  const relation = await attemptRelation(db, principal, document.attemptId);
  const rules = purposeRules[document.purpose];
  const actions = what === 'read' ? rules.readers : rules.writers;
  if (!relation || !actions.some((action) => mayAccess(principal, action, relation))) {
    throw notFound(`${what} refused on a document of attempt ${document.attemptId}`);
  }
}
