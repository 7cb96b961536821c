'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { Button } from '../../ui/button/button.tsx';
import { notify } from '../../ui/feedback/announcer.ts';
import { Banner } from '../../ui/feedback/banner.tsx';
import { TextArea } from '../../ui/form/text-area.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import type { Message } from '../state/use-messages.ts';
import type { WorkspaceActions } from '../workspace/workspace-types.ts';

interface ProblemDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  itemNumber: number;
  contact: string;
  /** Reported before, with the answers. */
  messages: readonly Message[];
  onSent: () => void;
  report: WorkspaceActions['reportProblem'];
}

/** Tells staff at once what is wrong with a question or with the site. What was typed stays until it is sent. */
export function ProblemDialog(props: ProblemDialogProps) {
  const { open, onOpenChange, itemNumber, contact, messages, onSent, report } = props;
  const [text, setText] = useState('');
  const [message, setMessage] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    startTransition(async () => {
      const data = new FormData();
      data.set('itemNumber', String(itemNumber));
      data.set('text', text);
      data.set('page', `${window.innerWidth} × ${window.innerHeight}, ${navigator.userAgent}`.slice(0, 500));
      try {
        const answer = await report(data);
        if (!answer.ok) {
          setMessage(answer.message);
          return;
        }
        setText('');
        setMessage(null);
        onOpenChange(false);
        onSent();
        notify({ tone: 'pass', text: `Sent. Staff see it now, with the time and question ${itemNumber}.` });
      } catch {
        setMessage('The server was not reached. Your text stays here. Try again.');
      }
    });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Report a problem with question ${itemNumber}`}
      description="The clock runs on. Staff see it at once and can answer, give time, or take the question out. The time and what is open are added."
    >
      {messages.length > 0 && (
        <ul aria-label="Reported before" className="mb-3 border-t border-line">
          {messages.map((one) => (
            <li key={one.id} className="border-b border-line py-1.5 text-ink-2">
              <p className="whitespace-pre-line [overflow-wrap:anywhere]">{one.text}</p>
              <p className="mt-0.5 border-l-2 border-line-2 pl-2.5 whitespace-pre-line text-ink [overflow-wrap:anywhere]">
                {one.answer ?? 'Not answered yet.'}
              </p>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextArea
          label="What is wrong"
          value={text}
          onChange={(event) => setText(event.target.value)}
          required
          maxLength={4_000}
        />
        {message && <Banner live tone="fail" title={message} />}
        {contact && <p className="text-caption text-ink-3">You can also reach: {contact}</p>}
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" variant="primary" pending={pending}>
            Send
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
