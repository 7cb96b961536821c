'use client';

import { useCallback, useRef, useState, useSyncExternalStore } from 'react';
import * as Y from 'yjs';
import { Button } from '../../ui/button/button.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { type ChatLine, lineCharactersMax, readChat } from './read-chat.ts';

export function useChat(doc: Y.Doc | null): readonly ChatLine[] {
  const known = useRef<{ doc: Y.Doc | null; lines: readonly ChatLine[] } | null>(null);
  const subscribe = useCallback(
    (notify: () => void) => {
      const changed = () => {
        known.current = null;
        notify();
      };
      doc?.on('update', changed);
      return () => doc?.off('update', changed);
    },
    [doc],
  );
  const snapshot = () => {
    if (known.current?.doc !== doc) known.current = { doc, lines: doc ? readChat(doc) : [] };
    return known.current?.lines ?? none;
  };
  return useSyncExternalStore(subscribe, snapshot, () => none);
}
const none: readonly ChatLine[] = [];

interface RoomChatProps {
  doc: Y.Doc;
  /** The writer's name, as the others read it. */
  name: string;
  readOnly: boolean;
}

export function RoomChat({ doc, name, readOnly }: RoomChatProps) {
  const lines = useChat(doc);
  const [text, setText] = useState('');
  const send = () => {
    const trimmed = text.trim();
    if (trimmed === '') return;
    doc.transact(() => {
      const line = new Y.Map<unknown>();
      doc.getArray<unknown>('lines').push([line]);
      line.set('by', name);
      line.set('text', trimmed);
      line.set('at', Date.now());
    });
    setText('');
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ChatLines lines={lines} className="min-h-0 flex-1 overflow-y-auto px-3 py-2" />
      {!readOnly && (
        <form
          className="flex items-end gap-2 border-t border-line px-3 py-2"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <div className="min-w-0 flex-1">
            <TextField
              label="Message to everybody in the session"
              labelHidden
              placeholder="Message to everybody"
              value={text}
              maxLength={lineCharactersMax}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <Button type="submit">Send</Button>
        </form>
      )}
    </div>
  );
}

export function ChatLines({ lines, className }: { lines: readonly ChatLine[]; className?: string }) {
  return (
    <ol aria-label="Chat" aria-live="polite" className={className}>
      {lines.length === 0 && <li className="text-ink-3">Nothing was written yet.</li>}
      {lines.map((line) => (
        <li key={line.key} className="py-0.5 [overflow-wrap:anywhere]">
          <span className="font-medium">{line.by}</span>{' '}
          <span className="whitespace-pre-wrap text-ink-2">{line.text}</span>
        </li>
      ))}
    </ol>
  );
}
