import { listLiveSessions } from '../../../db/queries/documents.ts';
import { listHeldPlaces } from '../../../db/queries/live-sessions.ts';
import { mayAccess, type Principal, type Relation } from '../../../domain/access.ts';
import type { AttemptStatus } from '../../../domain/attempt.ts';
import type { Cursor } from '../../../domain/edit-log/wire.ts';
import { attemptRelation } from '../../authorize.ts';
import { database } from '../../database.ts';
import { Failure, notFound } from '../../failure.ts';
import { log } from '../../log.ts';
import { authorIdOf } from '../authorize-document.ts';
import { streamsPerSessionMax } from '../limits.ts';
import { EventStream } from './event-stream.ts';
import { processRooms } from './process-rooms.ts';
import { isOver } from './review-streams.ts';

/**
 * Begins the one stream of a browser for all documents of an attempt that its owner may read, from `cursor`: of the
 * candidate, or of somebody with a place in the live session. The body is sent as
 * it comes; aborting `signal` or reading no more ends it. Throws Failure `not-found` for anyone else.
 */
export async function openEventStream(
  principal: Principal,
  input: { attemptId: string; tabId: string; cursor: Cursor; signal: AbortSignal },
): Promise<ReadableStream<Uint8Array>> {
  const { db } = database();
  const relation = await attemptRelation(db, principal, input.attemptId);
  if (principal.kind === 'anonymous' || !relation) throw notFound(`a stream of attempt ${input.attemptId}`);
  const { status, epoch } = await findPlace(principal, input.attemptId, relation);
  if (isOver(status)) throw new Failure('not-open', 'This assessment is closed.');
  const rooms = processRooms();
  const own = rooms.streams.filter(
    ({ owner }) =>
      owner.attemptId === input.attemptId && authorIdOf(owner.principal) === authorIdOf(principal),
  );
  if (own.length >= streamsPerSessionMax) {
    throw new Failure('too-many', 'Too many pages of this assessment are open.', { retryAfterMs: 10_000 });
  }
  const stream = new EventStream(
    { principal, attemptId: input.attemptId, relation, status, epoch, tabId: input.tabId },
    (closed) => rooms.leave(closed),
  );
  input.signal.addEventListener('abort', () => stream.abandon(), { once: true });
  rooms.join(stream, input.cursor).catch((error: unknown) => {
    log().warn({ err: error, attemptId: input.attemptId }, 'a stream could not begin');
    stream.abandon();
  });
  return stream.body;
}

/** The attempt's status, and at which session epoch a person asks. Throws for whoever has no place in the attempt. */
async function findPlace(
  principal: Exclude<Principal, { kind: 'anonymous' }>,
  attemptId: string,
  relation: Relation,
): Promise<{ status: AttemptStatus; epoch: number | null }> {
  const { db } = database();
  if (principal.kind === 'candidate') {
    if (!mayAccess(principal, 'attempt.edit', relation)) throw notFound(`a stream of attempt ${attemptId}`);
    const session = (await listLiveSessions(db, [principal.sessionId]))[0];
    if (!session) throw new Failure('not-signed-in', 'This session has ended.');
    return { status: session.status, epoch: null };
  }
  const place = (await listHeldPlaces(db, [{ attemptId, personId: principal.id }]))[0];
  if (!place || !mayAccess(principal, 'live.take-part', relation))
    throw notFound(`a stream of attempt ${attemptId}`);
  return { status: place.status, epoch: place.epoch };
}
