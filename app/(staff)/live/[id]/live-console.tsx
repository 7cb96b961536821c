'use client';

import { useRef, useState } from 'react';
import { EditLogProvider } from '../../../../components/edit-log/edit-log-provider.tsx';
import { AgendaPane } from '../../../../components/live/console/agenda-pane.tsx';
import { ConsoleBar } from '../../../../components/live/console/console-bar.tsx';
import { EarlierAnswers } from '../../../../components/live/console/earlier-answers.tsx';
import { ProbesPane } from '../../../../components/live/console/probes-pane.tsx';
import { RoomPresence } from '../../../../components/live/presence/room-presence.tsx';
import { AskSession } from '../../../../components/live/room/ask-session.tsx';
import { FocusTimer } from '../../../../components/live/room/focus-timer.tsx';
import { SessionFacts } from '../../../../components/live/room/session-facts.tsx';
import { durationText } from '../../../../components/live/room/session-time.tsx';
import { SharedDesk } from '../../../../components/live/room/shared-desk.tsx';
import { type LiveRoom, useRoom } from '../../../../components/live/room/use-room.ts';
import { Markdown } from '../../../../components/markdown/markdown.tsx';
import { Button, ButtonLink } from '../../../../components/ui/button/button.tsx';
import { Banner } from '../../../../components/ui/feedback/banner.tsx';
import { Pane } from '../../../../components/ui/layout/pane.tsx';
import { SplitPane } from '../../../../components/ui/layout/split-pane.tsx';
import type { readRoomForInterviewer } from '../../../../server/live/read-room-for-interviewer.ts';
import { RoomCardPane } from './room-card-pane.tsx';

type Room = Awaited<ReturnType<typeof readRoomForInterviewer>>;

export function LiveConsole({ initial }: { initial: Room }) {
  return (
    <EditLogProvider attemptId={initial.attemptId} sessionHash={initial.sessionHash} side="staff">
      <Console initial={initial} />
    </EditLogProvider>
  );
}

function Console({ initial }: { initial: Room }) {
  const base = `/api/live/${initial.attemptId}`;
  const live = useRoom(initial, base, initial.me.id);
  const { room, receivedAt, online, command } = live;
  return (
    <RoomPresence base={base} me={room.me.id} people={room.people} active={room.state === 'running'}>
      <div className="flex h-full min-h-0 flex-col">
        <ConsoleBar room={room} receivedAt={receivedAt} onCommand={command} />
        {!online && (
          <Banner live tone="warn" title="Offline." className="m-2">
            What you write, pin and score is kept in this browser and sent on return. Opening items and
            revealing need the connection.
          </Banner>
        )}
        <FocusTimer leftMs={room.focusLeftMs} receivedAt={receivedAt} />
        {room.documents ? (
          <Running live={live} documents={room.documents} />
        ) : (
          <Before live={live} base={base} />
        )}
      </div>
    </RoomPresence>
  );
}

/** Before the candidate is admitted, and when it never comes to it. */
function Before({ live, base }: { live: LiveRoom<Room>; base: string }) {
  const { room, command } = live;
  const leads = room.leadId === room.me.id;
  const planned = room.state === 'scheduled' || room.state === 'waiting';
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-5 overflow-y-auto p-6">
      {room.state === 'waiting' && (
        <Banner
          live
          title={`${room.candidateName} is in the waiting room.`}
          action={
            room.mayAdmit ? (
              <Button variant="primary" onClick={() => void command({ kind: 'admit' })}>
                Admit
              </Button>
            ) : undefined
          }
        >
          {room.mayAdmit
            ? 'Time counts from your press.'
            : leads
              ? 'It is too early to admit.'
              : 'The lead admits.'}
        </Banner>
      )}
      {room.state === 'scheduled' && <Banner title={`${room.candidateName} has not entered yet.`} />}
      {room.state === 'no-show' && (
        <Banner tone="warn" title={`${room.candidateName} did not come.`}>
          This is a fact, not a score. An accepted new time opens the session again.
        </Banner>
      )}
      {room.state === 'cancelled' && <Banner tone="warn" title="This session was cancelled." />}
      <SessionFacts room={room} base={base} />
      {(planned || room.state === 'no-show') && (
        <div className="flex flex-wrap gap-2">
          <AskSession ask={room.ask} onCommand={command} />
          {room.state === 'scheduled' && leads && (
            <Button onClick={() => void command({ kind: 'record-no-show' })}>Record that nobody came</Button>
          )}
        </div>
      )}
    </div>
  );
}

interface RunningProps {
  live: LiveRoom<Room>;
  documents: NonNullable<Room['documents']>;
}

function Running({ live, documents }: RunningProps) {
  const { room, receivedAt, command } = live;
  const current = room.items.find((item) => item.state === 'current') ?? null;
  const [chosen, setChosen] = useState<number | null>(null);
  const lastOpen = useRef<number | null>(null);
  // The next item came: what was chosen by hand belonged to the one before.
  if (current && lastOpen.current !== current.itemNumber) {
    lastOpen.current = current.itemNumber;
    if (chosen !== null) setChosen(null);
  }
  const number = chosen ?? current?.itemNumber ?? room.items.find((item) => item.rubric)?.itemNumber ?? null;
  const item = room.items.find((one) => one.itemNumber === number) ?? null;
  const leads = room.leadId === room.me.id;
  const running = room.state === 'running';
  const mayAct = running && room.me.role !== 'observer';
  const name = room.people.find((person) => person.id === room.me.id)?.name ?? 'Interviewer';
  return (
    <>
      {room.state === 'closed' && (
        <Banner
          title="The session is over."
          className="m-2"
          action={
            room.debriefOpen || room.card?.submittedAt ? (
              <ButtonLink href={`/live/${room.attemptId}/debrief`} variant="primary">
                Debrief
              </ButtonLink>
            ) : undefined
          }
        >
          {afterClose(room)}
        </Banner>
      )}
      <div className="pane-grid min-h-0 flex-1 grid-cols-[minmax(13rem,17rem)_minmax(0,1fr)_minmax(20rem,25rem)]">
        <Pane className="overflow-y-auto">
          <AgendaPane
            items={room.items}
            receivedAt={receivedAt}
            running={running}
            onOpen={leads && running ? (itemNumber) => void command({ kind: 'open-item', itemNumber }) : null}
          />
          {item?.rubric && (
            <ProbesPane
              key={item.itemNumber}
              itemNumber={item.itemNumber}
              rubric={item.rubric}
              onCommand={mayAct ? (wanted) => void command(wanted) : null}
            />
          )}
        </Pane>
        <SplitPane
          orientation="rows"
          label="Resize question and shared work"
          defaultShare={0.32}
          first={
            <Pane
              title={current ? current.title : 'No item is open'}
              detail={
                room.lateMs && room.lateMs > 60_000 ? `started ${durationText(room.lateMs)} late` : undefined
              }
              actions={
                leads && running && current ? (
                  <>
                    {current.kind === 'design' && !room.simulators.includes(current.itemNumber) && (
                      <Button
                        size="small"
                        onClick={() =>
                          void command({ kind: 'open-simulator', itemNumber: current.itemNumber })
                        }
                      >
                        Open the simulator
                      </Button>
                    )}
                    <EarlierAnswers
                      base={`/api/live/${room.attemptId}`}
                      itemNumber={current.itemNumber}
                      onCommand={command}
                    />
                  </>
                ) : undefined
              }
              className="h-full overflow-y-auto"
              aria-label="What the candidate reads"
              tabIndex={0}
            >
              <div className="p-3.5">
                {current ? (
                  <>
                    {current.rubric?.opening && (
                      <p className="mb-2 text-ink-2">Opening: {current.rubric.opening}</p>
                    )}
                    <Markdown text={current.question.prompt} headingOffset={2} />
                  </>
                ) : (
                  <p className="text-ink-2">
                    {leads ? 'Open the first item in the agenda.' : 'The lead opens the first item.'}
                  </p>
                )}
              </div>
            </Pane>
          }
          second={
            <SharedDesk
              documents={documents}
              notesId={current?.documentId ?? null}
              question={current?.question ?? null}
              mayRun={current !== null && room.simulators.includes(current.itemNumber)}
              itemNumber={current?.itemNumber ?? null}
              brought={room.brought}
              name={name}
              readOnly={!mayAct}
              base={`/api/live/${room.attemptId}`}
              runs={room.runs}
            />
          }
        />
        <RoomCardPane
          room={room}
          item={item}
          receivedAt={receivedAt}
          onChoose={setChosen}
          onRefresh={live.refresh}
        />
      </div>
    </>
  );
}

function afterClose({ raters, debriefOpen }: Room): string {
  const missing = raters.filter((rater) => !rater.submitted).map((rater) => rater.name);
  if (missing.length === 0) return 'All scores are in.';
  const names = missing.join(', ');
  return debriefOpen ? `The debrief was opened without ${names}.` : `Waiting for ${names}.`;
}
