'use client';

import { Eye } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Text as SharedText } from 'yjs';
import { answerText } from '../../../domain/edit-log/answer-layout.ts';
import type { SharedDocuments, SharedRoom } from '../../../domain/live/room.ts';
import { DesignCanvas } from '../../design-canvas/design-canvas.tsx';
import { useDocument } from '../../edit-log/use-document.ts';
import { MarkdownEditor } from '../../markdown/markdown-editor.tsx';
import { useSharedText } from '../../shared-text/use-shared-text.ts';
import { WrittenAnswer } from '../../take/question/written-answer.tsx';
import type { QuestionView } from '../../take/workspace/workspace-types.ts';
import { Tabs } from '../../ui/data/tabs.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { FieldPeers } from '../presence/field-peers.tsx';
import { presenceAt, quoteOf } from '../presence/place.ts';
import { useRoomPresence } from '../presence/room-presence.tsx';
import { useTextPeers } from '../presence/use-text-peers.ts';
import { RoomChat, useChat } from './room-chat.tsx';
import { SharedCode } from './shared-code.tsx';

interface SharedDeskProps {
  documents: SharedDocuments;
  /** The answer's document of the item that is open; null before the first one. */
  notesId: string | null;
  /** The open item's question: an estimate or a choice is answered in its own form, together. */
  question: QuestionView | null;
  /** The reader's name in the chat. */
  name: string;
  readOnly: boolean;
  /** Where runs are asked for and read, and how many there are. */
  base: string;
  runs: SharedRoom['runs'];
  trailing?: ReactNode;
}

const tabNames = ['notes', 'code', 'canvas', 'chat'] as const;
type DeskTab = (typeof tabNames)[number];

/** What all write together: notes of the open item, code, a drawing and a chat, each a document of the edit log. */
export function SharedDesk({
  documents,
  notesId,
  question,
  name,
  readOnly,
  base,
  runs,
  trailing,
}: SharedDeskProps) {
  const presence = useRoomPresence();
  const ids = { notes: notesId, code: documents.code, canvas: documents.drawing, chat: documents.chat };
  const followed = presence?.peers.find((peer) => peer.of.who === presence.following) ?? null;
  const theirs = tabNames.find((one) => ids[one] === followed?.of.documentId) ?? null;
  const [own, setTab] = useState<DeskTab>('notes');
  const tab = theirs ?? own;
  const here = ids[tab];
  const [say, leads] = [presence?.say, presence === null || theirs !== null];
  useEffect(() => {
    // Whoever follows is where the other is; only those who go on their own say where.
    if (say && !leads && here) say({ documentId: here, path: '', anchor: null, head: null });
  }, [say, leads, here]);
  // The first touch of one's own ends following, on the part of the work that it had led to.
  const leave = () => {
    if (!presence?.following) return;
    setTab(tab);
    presence.follow(null);
  };
  const chat = useDocument(documents.chat);
  const lines = useChat(chat.doc);
  return (
    <div className="h-full min-h-0" onKeyDownCapture={leave} onPointerDownCapture={leave}>
      <Tabs
        label="Shared work"
        value={tab}
        onChange={(value) => setTab(tabNames.find((one) => one === value) ?? 'notes')}
        className="h-full bg-panel"
        contentClassName="min-h-0 flex-1"
        trailing={
          <>
            {followed && (
              <span role="status" className="flex items-center gap-1 text-dense text-ink-2">
                <Eye size={13} strokeWidth={1.75} aria-hidden /> Following {followed.of.name}
              </span>
            )}
            {trailing}
          </>
        }
        items={[
          {
            value: 'notes',
            label: formOf(question) ? 'Answer' : 'Notes',
            content: notesId ? (
              <SharedNotes key={notesId} documentId={notesId} question={question} readOnly={readOnly} />
            ) : (
              <EmptyState>The lead opens the first item of the agenda. Its notes are shared here.</EmptyState>
            ),
          },
          {
            value: 'code',
            label: 'Code',
            content: <SharedCode documentId={documents.code} readOnly={readOnly} base={base} counts={runs} />,
          },
          {
            value: 'canvas',
            label: 'Canvas',
            content: <SharedDrawing documentId={documents.drawing} readOnly={readOnly} />,
          },
          {
            value: 'chat',
            label: 'Chat',
            ...(lines.length > 0 ? { count: lines.length } : {}),
            content: chat.doc ? (
              <RoomChat doc={chat.doc} name={name} readOnly={readOnly} />
            ) : (
              <Skeleton className="m-3 h-24" />
            ),
          },
        ]}
      />
    </div>
  );
}

interface SharedPartProps {
  documentId: string;
  readOnly: boolean;
}

/** Questions that have a form of their own; all others are talked about over notes. */
function formOf(question: QuestionView | null) {
  return question?.kind === 'choice' || question?.kind === 'estimate' ? question : null;
}

function SharedNotes({
  documentId,
  question,
  readOnly,
}: SharedPartProps & { question: QuestionView | null }) {
  const { doc } = useDocument(documentId);
  if (!doc) return <Skeleton className="m-3 h-24" />;
  const form = formOf(question);
  if (form) {
    return (
      <div className="h-full overflow-y-auto p-3.5">
        <WrittenAnswer doc={doc} question={form} readOnly={readOnly} />
      </div>
    );
  }
  return <Notes documentId={documentId} text={answerText(doc)} readOnly={readOnly} />;
}

function Notes({ documentId, text, readOnly }: SharedPartProps & { text: SharedText }) {
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
      <MarkdownEditor
        label="Shared notes"
        value={value}
        onChange={write}
        readOnly={readOnly}
        className="h-full"
      />
    </FieldPeers>
  );
}

function SharedDrawing({ documentId, readOnly }: SharedPartProps) {
  const { doc } = useDocument(documentId);
  return doc ? <DesignCanvas doc={doc} readOnly={readOnly} /> : <Skeleton className="m-3 h-24" />;
}
