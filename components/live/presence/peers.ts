import type { PresenceOf } from '../../../domain/live/room.ts';

/** A cursor that was not said again for so long is of somebody who is gone. */
export const peerKeptMs = 30_000;
/** Said again although nothing moved: for those who came in between. */
export const peerSaidEveryMs = 10_000;
/** Moves are said at most so often. */
export const peerSpacingMs = 80;

export type PeerTone = 1 | 2 | 3 | 4 | 5;

export interface Peer {
  of: PresenceOf;
  tone: PeerTone;
}

const staffTones: readonly PeerTone[] = [3, 1, 2, 5];

/** The candidate's colour is their own; the others' follow the list of people, so that both sides see much the same. */
export function toneOf(who: string, people: readonly { id: string }[]): PeerTone {
  if (who === 'candidate') return 4;
  const staff = people.filter((person) => person.id !== 'candidate');
  const index = staff.findIndex((person) => person.id === who);
  return staffTones[Math.max(0, index) % staffTones.length] ?? 3;
}

/** Where everybody else is: the newest word of each, until it is too old. */
export class PeerPlaces {
  readonly #me: string;
  readonly #places = new Map<string, { of: PresenceOf; at: number }>();

  constructor(me: string) {
    this.#me = me;
  }

  take(of: PresenceOf, now: number): void {
    if (of.who !== this.#me) this.#places.set(of.who, { of, at: now });
  }

  /** Forgets the old ones; gives those that are left. */
  list(now: number): PresenceOf[] {
    for (const [who, place] of this.#places) if (now - place.at > peerKeptMs) this.#places.delete(who);
    return [...this.#places.values()].map((place) => place.of);
  }
}
