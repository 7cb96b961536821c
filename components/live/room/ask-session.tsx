'use client';

import { useState } from 'react';
import type { LiveCommand } from '../../../domain/live/command.ts';
import type { OpenAsk } from '../../../domain/live/room.ts';
import { LocalMoment } from '../../take/outline/local-moment.tsx';
import { Button } from '../../ui/button/button.tsx';
import { Banner } from '../../ui/feedback/banner.tsx';
import { TextArea } from '../../ui/form/text-area.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';

interface AskSessionProps {
  ask: OpenAsk | null;
  onCommand: (command: LiveCommand) => Promise<boolean>;
}

const reasonCharactersMax = 500;

/** Moving or cancelling a session: one side asks, the other answers. */
export function AskSession({ ask, onCommand }: AskSessionProps) {
  const [open, setOpen] = useState<'move' | 'cancel' | null>(null);
  const [reason, setReason] = useState('');
  const [startsAt, setStartsAt] = useState('');
  if (ask) {
    return (
      <Banner
        tone="warn"
        title={ask.what === 'move' ? 'A new time is asked for.' : 'It is asked to cancel this session.'}
        action={
          ask.mayAnswer ? (
            <>
              <Button onClick={() => void onCommand({ kind: 'answer-ask', accept: false })}>Refuse</Button>
              <Button variant="primary" onClick={() => void onCommand({ kind: 'answer-ask', accept: true })}>
                Accept
              </Button>
            </>
          ) : undefined
        }
      >
        {ask.startsAt && <LocalMoment at={ask.startsAt} />} {ask.reason}{' '}
        {ask.mayAnswer ? '' : 'The other side answers.'}
      </Banner>
    );
  }
  const missing =
    reason.trim() === ''
      ? 'Write a reason'
      : open === 'move' && Number.isNaN(Date.parse(startsAt))
        ? 'Choose a time'
        : undefined;
  const send = async () => {
    const done = await onCommand(
      open === 'move'
        ? { kind: 'ask-move', startsAt: new Date(startsAt).toISOString(), reason: reason.trim() }
        : { kind: 'ask-cancel', reason: reason.trim() },
    );
    if (done) setOpen(null);
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setOpen('move')}>Ask for another time</Button>
      <Button onClick={() => setOpen('cancel')}>Ask to cancel</Button>
      <Dialog
        open={open !== null}
        onOpenChange={(next) => {
          if (!next) setOpen(null);
        }}
        title={open === 'move' ? 'Ask for another time' : 'Ask to cancel'}
        description="The other side reads this and answers. Until then the session stays as it is."
        footer={
          <>
            <Button onClick={() => setOpen(null)}>Back</Button>
            <Button variant="primary" disabledReason={missing} onClick={() => void send()}>
              Ask
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-3">
          {open === 'move' && (
            <TextField
              label="New start, in your own time zone"
              type="datetime-local"
              value={startsAt}
              onChange={(event) => setStartsAt(event.target.value)}
            />
          )}
          <TextArea
            label="Reason"
            value={reason}
            rows={3}
            maxLength={reasonCharactersMax}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      </Dialog>
    </div>
  );
}
