'use client';

import { useState } from 'react';
import type { LiveCommand } from '../../../domain/live/command.ts';
import type { InterviewerRoom } from '../../../domain/live/room.ts';
import { Button } from '../../ui/button/button.tsx';
import { Badge } from '../../ui/data/badge.tsx';
import { ConfirmDialog } from '../../ui/overlay/confirm-dialog.tsx';
import { PeopleStrip } from '../room/people-strip.tsx';
import { MeetingLink } from '../room/session-facts.tsx';
import { SessionTime } from '../room/session-time.tsx';

interface ConsoleBarProps {
  room: InterviewerRoom<unknown>;
  receivedAt: number;
  onCommand: (command: LiveCommand) => Promise<boolean>;
}

const recordingWords = {
  unasked: 'Recording not asked yet',
  accepted: 'Recording, consent given',
  declined: 'Recording declined: final state only',
} as const;
const focusMinutes = 5;

/** Who is here, the clock, and what only the lead may do. */
export function ConsoleBar({ room, receivedAt, onCommand }: ConsoleBarProps) {
  const [ending, setEnding] = useState(false);
  const [pending, setPending] = useState(false);
  const leads = room.leadId === room.me.id;
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-panel px-3.5 py-1">
      <h1 className="text-ui font-semibold">{room.candidateName}</h1>
      <span className="min-w-0 truncate text-ink-2">Live session, {room.positionTitle}</span>
      <div className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-1">
        <PeopleStrip people={room.people} />
        <Badge
          tone={room.recording === 'accepted' ? 'fail' : 'neutral'}
          icon={
            room.recording === 'accepted' ? (
              <span aria-hidden className="size-2 rounded-full bg-current" />
            ) : null
          }
        >
          {recordingWords[room.recording]}
        </Badge>
        {room.meetingUrl && <MeetingLink url={room.meetingUrl} />}
        <SessionTime
          elapsedMs={room.elapsedMs}
          plannedMinutes={room.plannedMinutes}
          receivedAt={receivedAt}
        />
        {room.mayTakeLead && (
          <Button onClick={() => void onCommand({ kind: 'take-lead' })}>Take the lead</Button>
        )}
        {room.state === 'running' && leads && (
          <>
            <Button
              onClick={() =>
                void onCommand(
                  room.focusLeftMs === null
                    ? { kind: 'start-focus', minutes: focusMinutes }
                    : { kind: 'end-focus' },
                )
              }
            >
              {room.focusLeftMs === null ? `${focusMinutes} quiet minutes` : 'End quiet minutes'}
            </Button>
            <Button onClick={() => setEnding(true)}>End session</Button>
          </>
        )}
      </div>
      <ConfirmDialog
        open={ending}
        onOpenChange={setEnding}
        title="End the session"
        description="Shared notes, code, drawing and chat become read-only for everybody. Scores can still be given and submitted."
        confirmLabel="End the session"
        cancelLabel="Go on"
        tone="danger"
        pending={pending}
        onConfirm={async () => {
          setPending(true);
          const done = await onCommand({ kind: 'close' });
          setPending(false);
          if (done) setEnding(false);
        }}
      />
    </header>
  );
}
