'use client';

import type { Text as SharedText } from 'yjs';
import { MarkdownEditor } from '../../markdown/markdown-editor.tsx';
import { useSharedText } from '../../shared-text/use-shared-text.ts';
import { FieldPeers } from '../presence/field-peers.tsx';
import { presenceAt, quoteOf } from '../presence/place.ts';
import { useRoomPresence } from '../presence/room-presence.tsx';
import { useTextPeers } from '../presence/use-text-peers.ts';

interface NotesProps {
  label: string;
  documentId: string;
  text: SharedText;
  readOnly: boolean;
}

/** A text that all write, with everybody's carets. */
export function Notes({ label, documentId, text, readOnly }: NotesProps) {
  const [value, write] = useSharedText(text);
  const presence = useRoomPresence();
  const peers = useTextPeers(documentId, '', text);
  return (
    <FieldPeers
      value={value}
      peers={peers}
      following={presence?.following ?? null}
      onMoved={(marked) => presence?.say(presenceAt(documentId, '', text, marked), quoteOf(text, marked))}
    >
      <MarkdownEditor label={label} value={value} onChange={write} readOnly={readOnly} className="h-full" />
    </FieldPeers>
  );
}
