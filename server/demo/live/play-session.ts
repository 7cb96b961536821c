import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { findAttemptFacts } from '../../../db/queries/attempt-facts.ts';
import { addEdge, addNode } from '../../../domain/drawing/drawing.ts';
import { answerText, filesMap } from '../../../domain/edit-log/answer-layout.ts';
import type { LiveCommand } from '../../../domain/live/command.ts';
import type { Sandbox } from '../../../sandbox/contract.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import { actInRoom } from '../../live/act-in-room.ts';
import { changeCard } from '../../live/card/change-card.ts';
import { runSharedCode } from '../../live/run/run-shared-code.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';
import type { SessionPlayer } from './session-player.ts';
import { cards, code, discussed, drawn, notes, privateNotes } from './story.ts';

type Seen = (typeof cards)[keyof typeof cards][number];

const minuteMs = 60_000;

export interface LiveDemo {
  positionId: string;
  manager: StaffPrincipal;
  ruben: StaffPrincipal;
  tove: StaffPrincipal;
  shreya: StaffPrincipal;
  sandbox: Sandbox;
}

/** The story from the waiting room to minute 32, in which the session still runs. */
export async function playSession(
  demo: LiveDemo,
  player: SessionPlayer,
  candidate: CandidatePrincipal & { name: string },
): Promise<void> {
  const { ruben, tove } = demo;
  const { attemptId } = player;
  const facts = await findAttemptFacts(database().db, attemptId);
  const items = facts?.form.sections.flatMap((section) => section.items) ?? [];
  const itemNumber = items.find((item) => item.slug === discussed)?.number;
  if (itemNumber === undefined) throw new Error(`the demo's session does not discuss ${discussed}`);
  const act = (minute: number, who: StaffPrincipal | typeof candidate, command: LiveCommand) =>
    player.at(minute, () => actInRoom(who, attemptId, command));

  await act(-4, candidate, { kind: 'enter', recording: 'accepted' });
  await act(0, ruben, { kind: 'admit' });
  await act(2, ruben, { kind: 'open-item', itemNumber });
  const answer = await player.documentId('answer', itemNumber);
  const [drawing, chat, shared] = [
    await player.documentId('live-drawing'),
    await player.documentId('live-chat'),
    await player.documentId('live-code'),
  ];
  await player.type(candidate, answer, answerText, notes.choices, { from: 4, to: 9 });
  const score = async (rater: StaffPrincipal, one: Seen) => {
    const cell = { itemNumber, dimension: one.dimension, id: randomUUID(), writtenSecondsAgo: 0 };
    await player.at(one.minute, async () => {
      if ('marked' in one) await pinMarked(player, rater, answer, { ...cell, secondsAgo: 0 }, one.marked);
      else
        await changeCard(rater, attemptId, { kind: 'pin-moment', ...cell, secondsAgo: 12, heard: one.heard });
    });
    await player.at(one.minute + 0.2, () =>
      changeCard(rater, attemptId, {
        kind: 'rate',
        itemNumber,
        dimension: one.dimension,
        levelId: `${one.dimension}-${one.level}`,
        note: '',
        afterSeq: 0,
      }),
    );
  };
  const own = [
    [ruben, cards.ruben],
    [tove, cards.tove],
  ] as const;
  // A marking quotes the notes as they stand: it is made before anything is written after it.
  for (const [rater, seen] of own) for (const one of seen) if ('marked' in one) await score(rater, one);
  for (const [index, part] of drawn.parts.entries())
    await player.at(9.5 + index * 0.25, () =>
      player.write(candidate, drawing, (doc) => addNode(doc, part.id, part)),
    );
  for (const [index, [from, to]] of drawn.arrows.entries())
    await player.at(11.3 + index * 0.1, () =>
      player.write(candidate, drawing, (doc) => addEdge(doc, `${from}-${to}`, { from, to })),
    );
  await act(12, ruben, { kind: 'tick-probe', itemNumber, probe: 0, ticked: true });
  await player.type(candidate, answer, answerText, notes.failures, { from: 13, to: 16 });
  await act(16.5, tove, { kind: 'tick-probe', itemNumber, probe: 4, ticked: true });
  await player.type(candidate, answer, answerText, notes.duplicates, { from: 18, to: 20 });
  await player.type(ruben, answer, answerText, notes.asked, { from: 21, to: 21.5 });
  await act(21.5, ruben, { kind: 'tick-probe', itemNumber, probe: 6, ticked: true });
  await player.type(candidate, answer, answerText, notes.night, { from: 22.5, to: 24 });
  await act(25, ruben, { kind: 'reveal-twist', itemNumber, twistId: 'weekend' });
  await player.type(candidate, answer, answerText, notes.weekend, { from: 26, to: 28 });
  await act(28.5, tove, {
    kind: 'record-hint',
    itemNumber,
    text: 'Asked whether events stop arriving meanwhile.',
  });
  await player.type(candidate, shared, sharedFile, code, { from: 29, to: 31 });
  await player.at(31.2, () => run(demo.sandbox, candidate, attemptId));
  await player.at(32, () =>
    player.write(candidate, chat, (doc) => {
      doc.getArray<unknown>('lines').push([
        new Y.Map<unknown>(
          Object.entries({
            by: candidate.name,
            text: '47 hours, then, not 28.',
            at: player.admittedAt.getTime() + 32 * minuteMs,
          }),
        ),
      ]);
    }),
  );
  for (const [rater, seen] of own) for (const one of seen) if (!('marked' in one)) await score(rater, one);
  for (const [minute, rater, text] of [
    [25, ruben, privateNotes.ruben],
    [32, tove, privateNotes.tove],
  ] as const)
    await player.at(minute, () => changeCard(rater, attemptId, { kind: 'notes', text }));
}

function sharedFile(doc: Y.Doc): Y.Text {
  const file = filesMap(doc).get('shared.ts');
  if (!(file instanceof Y.Text)) throw new Error('the shared code has no file');
  return file;
}

/** Without a sandbox the demo has no run; the rest of the session is there all the same. */
async function run(sandbox: Sandbox, who: Parameters<typeof runSharedCode>[0], attemptId: string) {
  try {
    await runSharedCode(who, sandbox, { attemptId, path: 'shared.ts', requestId: randomUUID() });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

async function pinMarked(
  player: SessionPlayer,
  rater: StaffPrincipal,
  documentId: string,
  cell: { itemNumber: number; dimension: string; id: string; secondsAgo: number; writtenSecondsAgo: number },
  quote: string,
): Promise<void> {
  const { start, end } = await player.placeOf(documentId, quote);
  await changeCard(rater, player.attemptId, {
    kind: 'pin-selection',
    ...cell,
    documentId,
    path: '',
    start,
    end,
    quote,
  });
}
