import type { Executor } from '../db/executor.ts';
import { findAttemptRelation, findPositionRelation } from '../db/queries/relations.ts';
import { type Action, mayAccess, type Principal, type Relation } from '../domain/access.ts';
import { notFound } from './failure.ts';

/**
 * Loads what the principal is to the resource and asks the access table. Refusal looks like absence: a stranger cannot
 * learn which ids exist. Every use case calls one of these before it reads anything else.
 */
export async function authorizeAttempt(
  db: Executor,
  principal: Principal,
  action: Action,
  attemptId: string,
): Promise<Relation> {
  const relation = await attemptRelation(db, principal, attemptId);
  if (!relation || !mayAccess(principal, action, relation))
    throw notFound(`${action} refused on attempt ${attemptId}`);
  return relation;
}

/** The same question as a value, for pages that show or leave out a part. */
export async function attemptRelation(
  db: Executor,
  principal: Principal,
  attemptId: string,
): Promise<Relation | null> {
  switch (principal.kind) {
    case 'anonymous':
      return null;
    case 'candidate':
      return { ownAttempt: principal.attemptId === attemptId };
    case 'person':
      return isUuid(attemptId) ? findAttemptRelation(db, principal.id, attemptId) : null;
  }
}

export async function authorizePosition(
  db: Executor,
  principal: Principal,
  action: Action,
  positionId: string,
): Promise<Relation> {
  const relation =
    principal.kind === 'person' && isUuid(positionId)
      ? await findPositionRelation(db, principal.id, positionId)
      : null;
  if (!relation || !mayAccess(principal, action, relation))
    throw notFound(`${action} refused on position ${positionId}`);
  return relation;
}

export function authorize(principal: Principal, action: Action): void {
  if (!mayAccess(principal, action)) throw notFound(`${action} refused`);
}

export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);
}
