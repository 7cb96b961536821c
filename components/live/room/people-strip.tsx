'use client';

import type { RoomPerson } from '../../../domain/live/room.ts';
import { cn } from '../../ui/class-names.ts';
import { Avatar } from '../../ui/data/avatar.tsx';
import { useRoomPresence } from '../presence/room-presence.tsx';

const roleWords = { lead: 'leads', scorer: 'scores', observer: 'observes', candidate: 'candidate' } as const;

/** Paler than those who are here, and still readable. */
const absentLook = 'border-dashed bg-transparent text-ink-3';

/** Who is of the session, and who is here now. In the running room a press on somebody follows them. */
export function PeopleStrip({ people }: { people: readonly RoomPerson[] }) {
  const presence = useRoomPresence();
  return (
    <ul aria-label="People in the session" className="flex items-center gap-1">
      {people.map((person) => {
        const words = `${person.name}, ${roleWords[person.role]}, ${person.present ? 'here' : 'not here'}`;
        const followed = presence?.following === person.id;
        return (
          <li key={person.id} title={words}>
            {presence && person.id !== presence.me ? (
              <button
                type="button"
                aria-pressed={followed}
                title={followed ? `Stop following ${person.name}` : `Follow ${words}`}
                onClick={() => presence.follow(followed ? null : person.id)}
                className={cn('grid rounded-full', followed && 'outline-2 outline-offset-1 outline-accent')}
              >
                <span className="sr-only">Follow {words}</span>
                <Avatar name={person.name} className={cn(!person.present && absentLook)} />
              </button>
            ) : (
              <>
                <span className="sr-only">{words}</span>
                <span aria-hidden>
                  <Avatar name={person.name} className={cn(!person.present && absentLook)} />
                </span>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
