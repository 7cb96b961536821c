'use client';

import { Eye } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { answerText } from '../../../domain/edit-log/answer-layout.ts';
import type { BroughtInRoom, SharedDocuments, SharedRoom } from '../../../domain/live/room.ts';
import { DesignCanvas } from '../../design-canvas/design-canvas.tsx';
import { useDocument } from '../../edit-log/use-document.ts';
import { WrittenAnswer } from '../../take/question/written-answer.tsx';
import type { QuestionView } from '../../take/workspace/workspace-types.ts';
import { Tabs } from '../../ui/data/tabs.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { useRoomPresence } from '../presence/room-presence.tsx';
import { RoomChat, useChat } from './room-chat.tsx';
import { SharedCode } from './shared-code.tsx';
import { Notes } from './shared-notes.tsx';
import { useNewcomer } from './use-newcomer.ts';

// The editor of a copy and a world's time line are fetched when an answer was opened, which most sessions never do.
const BroughtAnswer = lazy(async () => ({
  default: (await import('../brought/brought-answer.tsx')).BroughtAnswer,
}));

// The canvas and the simulation are fetched when a design is opened.
const SharedDesign = lazy(async () => ({ default: (await import('./shared-design.tsx')).SharedDesign }));

interface SharedDeskProps {
  documents: SharedDocuments;
  /** The answer's document of the item that is open; null before the first one. */
  notesId: string | null;
  /** The open item's question: an estimate or a choice is answered in its own form, together. */
  question: QuestionView | null;
  /** The open item's drawing may be run. */
  mayRun: boolean;
  /** The item that is open; null before the first one. */
  itemNumber: number | null;
  /** Earlier answers that were opened in the session, on whatever item. */
  brought: readonly BroughtInRoom<QuestionView & { prompt: string }>[];
  /** The reader's name in the chat. */
  name: string;
  readOnly: boolean;
  /** Where runs are asked for and read, and how many there are. */
  base: string;
  runs: SharedRoom['runs'];
  trailing?: ReactNode;
}

type BroughtTab = `earlier-${number}`;
type DeskTab = 'notes' | 'code' | 'canvas' | 'chat' | BroughtTab;

const tabOf = (number: number): BroughtTab => `earlier-${number}`;

/**
 * What all write together: notes of the open item, code, a drawing, a chat, and copies of earlier answers that the lead
 * opened, each a document of the edit log.
 */
export function SharedDesk({
  documents,
  notesId,
  question,
  mayRun,
  itemNumber,
  brought,
  name,
  readOnly,
  base,
  runs,
  trailing,
}: SharedDeskProps) {
  const presence = useRoomPresence();
  const copies = brought.filter((one) => one.itemNumber === itemNumber);
  const ids = new Map<DeskTab, string | null>([
    ['notes', notesId],
    ['code', documents.code],
    ['canvas', documents.drawing],
    ['chat', documents.chat],
    ...copies.map((one): [DeskTab, string] => [tabOf(one.number), one.documentId]),
  ]);
  const followed = presence?.peers.find((peer) => peer.of.who === presence.following) ?? null;
  const theirs = [...ids.keys()].find((one) => ids.get(one) === followed?.of.documentId) ?? null;
  const [own, setTab] = useState<DeskTab>('notes');
  // With the next item the copies of the one before are gone.
  const tab = theirs ?? (ids.has(own) ? own : 'notes');
  const here = ids.get(tab) ?? null;
  useNewcomer(brought, (one) => setTab(tabOf(one.number)));
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
        onChange={(value) => setTab([...ids.keys()].find((one) => one === value) ?? 'notes')}
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
            label: question?.kind === 'design' ? 'Design' : formOf(question) ? 'Answer' : 'Notes',
            content: notesId ? (
              <SharedAnswer key={notesId} {...{ documentId: notesId, question, mayRun, readOnly }} />
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
          ...copies.map((one) => ({
            value: tabOf(one.number),
            yields: true,
            label: (
              <span className="max-w-44 min-w-0 truncate" title={one.title}>
                Earlier: {one.title}
              </span>
            ),
            ...(one.run === null ? {} : { count: `run ${one.run}` }),
            content: (
              <Suspense fallback={<Skeleton className="m-3 h-24" />}>
                <BroughtAnswer key={one.number} brought={one} readOnly={readOnly} base={base} />
              </Suspense>
            ),
          })),
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

function SharedAnswer({
  documentId,
  question,
  mayRun,
  readOnly,
}: SharedPartProps & { question: QuestionView | null; mayRun: boolean }) {
  const { doc } = useDocument(documentId);
  if (!doc) return <Skeleton className="m-3 h-24" />;
  if (question?.kind === 'design') {
    return (
      <Suspense fallback={<Skeleton className="m-3 h-24" />}>
        <SharedDesign {...{ doc, documentId, question, mayRun, readOnly }} />
      </Suspense>
    );
  }
  const form = formOf(question);
  if (form) {
    return (
      <div className="h-full overflow-y-auto p-3.5">
        <WrittenAnswer doc={doc} question={form} readOnly={readOnly} />
      </div>
    );
  }
  return <Notes label="Shared notes" documentId={documentId} text={answerText(doc)} readOnly={readOnly} />;
}

function SharedDrawing({ documentId, readOnly }: SharedPartProps) {
  const { doc } = useDocument(documentId);
  return doc ? <DesignCanvas doc={doc} readOnly={readOnly} /> : <Skeleton className="m-3 h-24" />;
}
