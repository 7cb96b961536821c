'use client';

import { CalendarPlus, ExternalLink } from 'lucide-react';
import type { SharedRoom } from '../../../domain/live/room.ts';
import { LocalMoment } from '../../take/outline/local-moment.tsx';

/** When and where: in the reader's zone and in the candidate's, with the calendar file and the meeting link. */
export function SessionFacts({ room, base }: { room: SharedRoom; base: string }) {
  return (
    <dl className="grid grid-cols-[8rem_1fr] gap-x-3 gap-y-1.5">
      <dt className="text-ink-3">Starts</dt>
      <dd>
        <LocalMoment at={room.startsAt} />
        {room.candidateTimeZone && (
          <span className="block text-ink-2">
            {inZone(room.startsAt, room.candidateTimeZone)} for the candidate
          </span>
        )}
      </dd>
      <dt className="text-ink-3">Planned</dt>
      <dd className="numeric">{room.plannedMinutes} min</dd>
      <dt className="text-ink-3">People</dt>
      <dd>
        {room.people.map((person) => person.name).join(', ')}
        {room.unseenObservers && (
          <span className="block text-ink-2">Others may watch without being shown in this list.</span>
        )}
      </dd>
      <dt className="text-ink-3">Calendar</dt>
      <dd>
        <a
          href={`${base}/calendar`}
          download
          className="inline-flex items-center gap-1 text-accent hover:underline"
        >
          <CalendarPlus size={13} strokeWidth={1.75} aria-hidden /> Calendar file
        </a>
      </dd>
      {room.meetingUrl && (
        <>
          <dt className="text-ink-3">Voice and video</dt>
          <dd>
            <MeetingLink url={room.meetingUrl} />
          </dd>
        </>
      )}
    </dl>
  );
}

/** The meeting tool people already use, opened beside the room. */
export function MeetingLink({ url }: { url: string }) {
  return (
    <a
      href={url}
      target="plumbline-meeting"
      rel="noopener noreferrer"
      className="inline-flex items-center gap-1 text-accent hover:underline"
    >
      <ExternalLink size={13} strokeWidth={1.75} aria-hidden /> Open the meeting
    </a>
  );
}

function inZone(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  }).format(new Date(at));
}
