'use client';

import { type ReactNode, useMemo } from 'react';
import type { CandidateItem, CandidateRoom } from '../../../domain/live/room.ts';
import { SavedState } from '../../clock/saved-state.tsx';
import { EditLogProvider } from '../../edit-log/edit-log-provider.tsx';
import { MarkdownPreview } from '../../markdown/markdown-preview.tsx';
import { CandidateBar } from '../../shell/candidate-bar.tsx';
import { mainContentId } from '../../shell/skip-link.tsx';
import { Block } from '../../take/frame/block.tsx';
import { useSavedState } from '../../take/state/use-documents.ts';
import type { QuestionView } from '../../take/workspace/workspace-types.ts';
import { Banner } from '../../ui/feedback/banner.tsx';
import { Pane } from '../../ui/layout/pane.tsx';
import { RoomPresence } from '../presence/room-presence.tsx';
import { AskSession } from './ask-session.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { FocusTimer } from './focus-timer.tsx';
import { PeopleStrip } from './people-strip.tsx';
import { MeetingLink, SessionFacts } from './session-facts.tsx';
import { durationText, SessionTime } from './session-time.tsx';
import { SharedDesk } from './shared-desk.tsx';
import { useRoom } from './use-room.ts';

type LiveQuestion = QuestionView & { prompt: string };
type Room = CandidateRoom<LiveQuestion>;

const base = '/api/live';

/** The candidate's side of a live session: waiting room, room, and what comes after, without the interviewers' panels. */
export function CandidateRoomPage({ room }: { room: Room }) {
  return (
    <EditLogProvider attemptId={room.attemptId} sessionHash={room.sessionHash}>
      <InRoom initial={room} />
    </EditLogProvider>
  );
}

function InRoom({ initial }: { initial: Room }) {
  const { room, receivedAt, online, command } = useRoom(initial, base, 'candidate');
  switch (room.state) {
    case 'running':
      return room.documents ? (
        <RoomPresence base={base} me="candidate" people={room.people} active>
          <Running room={room} documents={room.documents} receivedAt={receivedAt} online={online} />
        </RoomPresence>
      ) : null;
    case 'scheduled':
    case 'no-show':
      return (
        <Outside room={room} title="Your live session">
          <Block title="When and where">
            <SessionFacts room={room} base={base} />
          </Block>
          <Block title="What is recorded">
            <EntryPanel room={room} onCommand={command} />
          </Block>
          <Block title="If the time does not fit">
            <AskSession ask={room.ask} onCommand={command} />
          </Block>
        </Outside>
      );
    case 'waiting':
      return (
        <Outside room={room} title="Waiting room">
          <Banner live title="You are in the waiting room.">
            This page opens the room when you are admitted. There is nothing to press.
          </Banner>
          <Block title="When and where">
            <SessionFacts room={room} base={base} />
          </Block>
          <p className="text-ink-2">
            Recording: {room.recording === 'accepted' ? 'you agreed' : 'you declined'}.
          </p>
        </Outside>
      );
    case 'closed':
      return (
        <Outside room={room} title="The session is over">
          <p className="max-w-prose">
            What you wrote is saved. The people you met score it, each alone; a person decides.
            {room.recording === 'declined' &&
              ' The course of the session is deleted; its final state is kept.'}
          </p>
        </Outside>
      );
    case 'cancelled':
      return (
        <Outside room={room} title="The session was cancelled">
          <p className="max-w-prose">Your contact can arrange another one.</p>
        </Outside>
      );
  }
}

function Outside({ room, title, children }: { room: Room; title: string; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-bg">
      <CandidateBar title={room.positionTitle} />
      <main
        id={mainContentId}
        tabIndex={-1}
        className="mx-auto flex w-full max-w-[46rem] flex-1 flex-col gap-6 px-4 pt-6 pb-16 outline-none sm:pt-10"
      >
        <h1 className="text-page">{title}</h1>
        {children}
      </main>
    </div>
  );
}

interface RunningProps {
  room: Room;
  documents: NonNullable<Room['documents']>;
  receivedAt: number;
  online: boolean;
}

function Running({ room, documents, receivedAt, online }: RunningProps) {
  const current = room.items.find((item) => item.current) ?? null;
  const copies = room.brought.map((one) => one.documentId).join(' ');
  const ids = useMemo(
    () =>
      [documents.code, documents.drawing, documents.chat, current?.documentId, ...copies.split(' ')].flatMap(
        (id) => (id ? [id] : []),
      ),
    [documents, current?.documentId, copies],
  );
  const saved = useSavedState(ids);
  const me = room.people.find((person) => person.id === 'candidate')?.name ?? 'Candidate';
  return (
    <div className="flex h-dvh flex-col bg-bg">
      <CandidateBar
        title={room.positionTitle}
        saved={<SavedState status={saved} />}
        clock={
          <SessionTime
            elapsedMs={room.elapsedMs}
            plannedMinutes={room.plannedMinutes}
            receivedAt={receivedAt}
          />
        }
        actions={
          <>
            <PeopleStrip people={room.people} />
            {room.meetingUrl && <MeetingLink url={room.meetingUrl} />}
          </>
        }
      />
      <main id={mainContentId} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {!online && (
          <Banner live tone="warn" title="Offline." className="m-2">
            What you write is kept here and sent on return.
          </Banner>
        )}
        <FocusTimer leftMs={room.focusLeftMs} receivedAt={receivedAt} />
        <div className="pane-grid min-h-0 flex-1 grid-cols-[minmax(18rem,26rem)_minmax(0,1fr)] max-lg:grid-cols-1 max-lg:grid-rows-[minmax(0,2fr)_minmax(0,3fr)]">
          <ItemPane room={room} current={current} />
          <SharedDesk
            documents={documents}
            notesId={current?.documentId ?? null}
            question={current?.question ?? null}
            mayRun={current !== null && room.simulators.includes(current.itemNumber)}
            itemNumber={current?.itemNumber ?? null}
            brought={room.brought}
            name={me}
            readOnly={false}
            base={base}
            runs={room.runs}
          />
        </div>
      </main>
    </div>
  );
}

function ItemPane({ room, current }: { room: Room; current: CandidateItem<LiveQuestion> | null }) {
  const twists = room.twists.filter((twist) => twist.itemNumber === current?.itemNumber);
  return (
    <Pane
      title={current ? current.title : 'Agenda'}
      aria-label="Question"
      tabIndex={0}
      className="overflow-y-auto"
    >
      <div className="flex flex-col gap-3 p-3.5">
        {twists.map((twist) => (
          <Banner key={twist.id} live title={`New at ${durationText(twist.atMs)}`}>
            {twist.text}
          </Banner>
        ))}
        {current ? (
          <MarkdownPreview text={current.question.prompt} />
        ) : (
          <p className="text-ink-2">The first item opens here.</p>
        )}
      </div>
    </Pane>
  );
}
