'use client';

import { useEffect, useState, useTransition } from 'react';
import { Button } from '../../ui/button/button.tsx';
import { Banner } from '../../ui/feedback/banner.tsx';
import { TextArea } from '../../ui/form/text-area.tsx';

export interface FactView {
  id: string;
  /** ISO instant. */
  at: string;
  itemNumber: number | null;
  text: string;
  note: string | null;
}

export type NoteAction = (input: {
  eventId: string;
  note: string;
}) => Promise<{ ok: true } | { ok: false; message: string }>;

interface FactsListProps {
  facts: readonly FactView[];
  /** Null once notes are closed. */
  note: NoteAction | null;
}

/** A time of day where the page is read; the server does not know where that is, so it is filled in by the page. */
function TimeOfDay({ at }: { at: string }) {
  const [text, setText] = useState('');
  useEffect(() => {
    const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    setText(new Intl.DateTimeFormat('en-GB', parts).format(new Date(at)));
  }, [at]);
  return (
    <time dateTime={at} className="numeric min-w-[8ch] text-[0.75rem] text-ink-3">
      {text}
    </time>
  );
}

/** Exactly the facts that are recorded, with room for the candidate's own words beside each. */
export function FactsList({ facts, note }: FactsListProps) {
  if (facts.length === 0) return <p>No facts are recorded.</p>;
  return (
    <ul className="border-t border-line">
      {facts.map((fact) => (
        <Fact key={fact.id} fact={fact} note={note} />
      ))}
    </ul>
  );
}

function Fact({ fact, note }: { fact: FactView; note: NoteAction | null }) {
  const [saved, setSaved] = useState(fact.note ?? '');
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(saved);
  const [message, setMessage] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const save = () =>
    startTransition(async () => {
      if (!note) return;
      try {
        const answer = await note({ eventId: fact.id, note: typed });
        if (!answer.ok) {
          setMessage(answer.message);
          return;
        }
        setSaved(typed.trim());
        setMessage(null);
        setOpen(false);
      } catch {
        setMessage('The server was not reached. Your note stays here. Try again.');
      }
    });
  return (
    <li className="border-b border-line py-1.5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <TimeOfDay at={fact.at} />
        <span className="text-ink">
          {fact.text}
          {fact.itemNumber !== null && `, question ${fact.itemNumber}`}
        </span>
        {note && !open && (
          <Button
            variant="link"
            className="ml-auto"
            aria-label={`${saved ? 'Change note' : 'Add a note'}: ${fact.text}`}
            onClick={() => {
              setTyped(saved);
              setOpen(true);
            }}
          >
            {saved ? 'Change note' : 'Add a note'}
          </Button>
        )}
      </div>
      {saved && !open && (
        <p className="mt-0.5 border-l-2 border-line-2 pl-2.5 whitespace-pre-line [overflow-wrap:anywhere]">
          {saved}
        </p>
      )}
      {open && (
        <div className="mt-1.5 flex flex-col gap-2">
          <TextArea
            label="Your note"
            labelHidden
            rows={2}
            value={typed}
            maxLength={4_000}
            onChange={(event) => setTyped(event.target.value)}
          />
          {message && <Banner live tone="fail" title={message} />}
          <div className="flex gap-2">
            <Button size="small" pending={pending} onClick={save}>
              Save note
            </Button>
            <Button size="small" variant="ghost" onClick={() => setOpen(false)}>
              Cancel
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
