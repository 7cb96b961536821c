import type { AttemptStatus } from '../../../domain/attempt.ts';
import type { StreamEndReason } from '../../../domain/edit-log/wire.ts';
import type { LiveRole } from '../../../domain/live/room.ts';
import type { StreamOwner } from './event-stream.ts';

/**
 * Why a stream has to end, or null. A candidate's stream ends when the session was revoked, and whenever the attempt's
 * status is another than when it began: the page then begins a new one with what it may see now.
 */
export function endOfStream(
  owner: StreamOwner,
  liveSessions: ReadonlyMap<string, { attemptId: string; status: AttemptStatus }>,
  heldPlaces: readonly HeldPlace[] = [],
): StreamEndReason | null {
  switch (owner.principal.kind) {
    case 'candidate': {
      const session = liveSessions.get(owner.principal.sessionId);
      if (!session || session.attemptId !== owner.attemptId) return 'signed-out';
      if (isOver(session.status)) return 'attempt-ended';
      return session.status === owner.status ? null : 'attempt-changed';
    }
    case 'person':
      return endOfPlace(owner, owner.principal.id, heldPlaces);
  }
}

export interface HeldPlace {
  attemptId: string;
  personId: string;
  status: AttemptStatus;
  epoch: number;
  role: LiveRole;
}

/** A person's stream ends when their place in the session, their role in it or their sign-in is another than it was. */
function endOfPlace(
  owner: StreamOwner,
  personId: string,
  heldPlaces: readonly HeldPlace[],
): StreamEndReason | null {
  const place = heldPlaces.find((one) => one.attemptId === owner.attemptId && one.personId === personId);
  if (!place || place.epoch !== owner.epoch || place.role !== owner.relation.liveRole) return 'signed-out';
  if (isOver(place.status)) return 'attempt-ended';
  return place.status === owner.status ? null : 'attempt-changed';
}

export function isOver(status: AttemptStatus): boolean {
  return status === 'declined' || status === 'withdrawn';
}
