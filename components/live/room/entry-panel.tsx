'use client';

import { useState } from 'react';
import type { LiveCommand } from '../../../domain/live/command.ts';
import type { SharedRoom } from '../../../domain/live/room.ts';
import { Button } from '../../ui/button/button.tsx';
import { RadioGroup } from '../../ui/form/radio-group.tsx';

interface EntryPanelProps {
  room: SharedRoom;
  onCommand: (command: LiveCommand) => Promise<boolean>;
}

/** Said before anybody enters: what is recorded, and that it can be declined without a disadvantage. */
export function EntryPanel({ room, onCommand }: EntryPanelProps) {
  const [recording, setRecording] = useState<'accepted' | 'declined' | null>(null);
  const [pending, setPending] = useState(false);
  const enter = async () => {
    if (!recording) return;
    setPending(true);
    await onCommand({ kind: 'enter', recording });
    setPending(false);
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-prose">
        The room keeps what is typed, drawn, run and written in the chat, with its time. Voice and video are
        not recorded here. Interviewers keep private notes and score what they saw.
      </p>
      {room.unseenObservers && (
        <p className="max-w-prose">Somebody may watch without being shown among the people.</p>
      )}
      <RadioGroup
        label="Recording"
        name="recording"
        value={recording ?? ''}
        onChange={(value) => setRecording(value === 'declined' ? 'declined' : 'accepted')}
        options={[
          { value: 'accepted', label: 'Keep the course of the session, so that it can be played again' },
          {
            value: 'declined',
            label:
              'Keep only the final state. The course is deleted when the session closes; this changes no score',
          },
        ]}
      />
      <div>
        <Button
          variant="primary"
          size="large"
          pending={pending}
          disabledReason={recording ? undefined : 'Choose one of the two'}
          onClick={() => void enter()}
        >
          Enter the waiting room
        </Button>
      </div>
    </div>
  );
}
