'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { EvidenceBar } from '../../../../components/live/console/evidence-bar.tsx';
import { LevelChord } from '../../../../components/live/console/level-chord.tsx';
import { LiveNotes } from '../../../../components/live/console/live-notes.tsx';
import { useLiveCard } from '../../../../components/live/console/use-live-card.ts';
import { useRoomPresence } from '../../../../components/live/presence/room-presence.tsx';
import { useSince } from '../../../../components/live/room/session-time.tsx';
import { RubricPanel } from '../../../../components/rubric/rubric-panel.tsx';
import { dimensionGap, type RubricDimension } from '../../../../components/rubric/rubric-types.ts';
import { Button } from '../../../../components/ui/button/button.tsx';
import { notify } from '../../../../components/ui/feedback/announcer.ts';
import { EmptyState } from '../../../../components/ui/feedback/empty-state.tsx';
import { useShortcuts } from '../../../../components/ui/keyboard/use-shortcuts.ts';
import type { DimensionCode, Level } from '../../../../domain/dimension.ts';
import type { InterviewerItem, InterviewerRoom, RoomCard } from '../../../../domain/live/room.ts';
import { submitScores } from '../../attempts/[id]/score/actions.ts';
import { ChangeReason } from '../../attempts/[id]/score/change-reason.tsx';

type Item = InterviewerItem<unknown>;
interface RoomCardPaneProps {
  room: InterviewerRoom<unknown>;
  /** The item that is scored now. */
  item: Item | null;
  receivedAt: number;
  onChoose: (itemNumber: number) => void;
  onRefresh: () => Promise<void>;
}

const whereOf = { recorded: 'in the log', heard: 'heard', waiting: 'kept here, not sent yet' } as const;

/** The marking is in the text that was marked last: in the notes or the code editor, not in a field of this page. */
function inSharedText(): boolean {
  return document.activeElement?.closest('[data-own-text]') != null;
}

const levels: readonly Level[] = [1, 2, 3, 4];

/** The reader's own sealed card beside the room. Observers have none. */
export function RoomCardPane(props: RoomCardPaneProps) {
  const { card } = props.room;
  if (!card) return <EmptyState>You watch this session. You have no scores to give.</EmptyState>;
  return <CardPane {...props} card={card} />;
}

function CardPane({
  room,
  item,
  card: start,
  receivedAt,
  onChoose,
  onRefresh,
}: RoomCardPaneProps & { card: RoomCard }) {
  const router = useRouter();
  const card = useLiveCard(room.attemptId, room.me.id, start);
  const presence = useRoomPresence();
  const [openCode, setOpen] = useState<DimensionCode | null>(null);
  const [sending, setSending] = useState(false);
  const [changing, setChanging] = useState<{ code: DimensionCode; value: Level | 'not-observed' } | null>(
    null,
  );
  const field = useRef<HTMLInputElement>(null);
  const since = useSince(receivedAt);
  const elapsedMs = room.elapsedMs === null ? null : room.elapsedMs + (room.state === 'running' ? since : 0);
  const rated = room.items.filter((one) => one.rubric !== null);
  const dimensionsOf = (one: Item): RubricDimension[] =>
    (one.rubric?.dimensions ?? []).map((dimension) => ({
      code: dimension.code,
      name: dimension.name,
      levels: levels.map((level) => ({ level, text: dimension.behaviours[level] })),
      value: card.valueOf(one.itemNumber, dimension.code),
      note: card.noteOf(one.itemNumber, dimension.code),
      evidence: card.evidence
        .filter((piece) => piece.itemNumber === one.itemNumber && piece.dimension === dimension.code)
        .map((piece) => ({
          id: piece.id,
          quote: piece.quote,
          where: whereOf[piece.source ?? 'waiting'],
          href: null,
        })),
    }));
  const dimensions = item ? dimensionsOf(item) : [];
  const codes = dimensions.map((dimension) => dimension.code);
  const open = openCode && codes.includes(openCode) ? openCode : (codes[0] ?? null);
  const step = (by: 1 | -1) => {
    if (open === null) return;
    setOpen(codes[(codes.indexOf(open) + by + codes.length) % codes.length] ?? null);
  };
  const pin = (code: DimensionCode, heard: string, agoMs = 0) => {
    if (item) card.pinMoment(item.itemNumber, code, heard, agoMs);
  };
  const pinNow = () => {
    if (open) pin(open, '');
  };
  // What is marked in the notes or the code is pinned as recorded; other marked words are the rater's own quotation.
  const toField = () => {
    if (!item || !open) return;
    const place = presence?.marked();
    const quote = document.getSelection()?.toString().trim() ?? '';
    if (place && inSharedText()) card.pinSelection(item.itemNumber, open, place);
    else if (quote) pin(open, quote.slice(0, 2000));
    else field.current?.focus();
  };
  useShortcuts([
    { keys: 'mod+e', label: 'Evidence: the selected words, or write it', group: 'Evidence', run: toField },
    { keys: 'p', label: 'Pin this moment for the open dimension', group: 'Evidence', run: pinNow },
    { keys: 'mod+shift+p', label: 'Pin this moment, while typing', group: 'Evidence', run: pinNow },
    { keys: 'j', label: 'Next dimension', group: 'Rubric', run: () => step(1) },
    { keys: 'k', label: 'Previous dimension', group: 'Rubric', run: () => step(-1) },
  ]);
  const gaps = rated.flatMap((one) =>
    dimensionsOf(one).filter((dimension) => dimensionGap(dimension) !== null),
  );
  const rate = (code: DimensionCode, value: Level | 'not-observed') => {
    if (!item) return;
    if (start.submittedAt) setChanging({ code, value });
    else card.rate(item.itemNumber, code, value);
  };
  const submit = async () => {
    setSending(true);
    if (item && open) card.saveNote(item.itemNumber, open);
    const arrived = await card.settled();
    const result = arrived ? await submitScores({ attemptId: room.attemptId }).catch(() => null) : null;
    setSending(false);
    if (!result) {
      notify({
        tone: 'fail',
        text: 'The server was not reached. The scores are kept here. Submit them when the connection is back.',
      });
      return;
    }
    if (!result.ok) {
      notify({ tone: 'fail', text: result.message });
      return;
    }
    await onRefresh();
    router.refresh();
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      {rated.length > 1 && (
        <nav
          aria-label="Items to score"
          className="flex flex-wrap gap-1.5 border-b border-line bg-panel px-3 py-1.5"
        >
          {rated.map((one) => (
            <Button
              key={one.itemNumber}
              size="small"
              variant={one.itemNumber === item?.itemNumber ? 'primary' : 'secondary'}
              aria-current={one.itemNumber === item?.itemNumber ? 'true' : undefined}
              title={one.title}
              onClick={() => onChoose(one.itemNumber)}
            >
              {one.itemNumber}
            </Button>
          ))}
        </nav>
      )}
      <div className="min-h-0 flex-1">
        <RubricPanel
          detail={item?.title}
          dimensions={dimensions}
          openCode={open}
          onOpen={(code) => {
            if (item && open) card.saveNote(item.itemNumber, open);
            setOpen(code);
          }}
          onRate={rate}
          onNote={(code, note) => item && card.note(item.itemNumber, code, note)}
          onRemoveEvidence={(_, id) => card.unpin(id)}
          saved={card.saved}
          sealed={start.submittedAt === null}
          footer={
            start.submittedAt ? (
              <span className="text-caption text-ink-3">Submitted</span>
            ) : (
              <Button
                variant="primary"
                size="small"
                pending={sending}
                disabledReason={
                  room.state !== 'closed'
                    ? 'After the session'
                    : gaps.length > 0
                      ? `${gaps.length} dimensions left`
                      : undefined
                }
                onClick={() => void submit()}
              >
                Submit scores
              </Button>
            )
          }
        />
      </div>
      <LevelChord open={open} onStep={step} onRate={rate} />
      <EvidenceBar field={field} codes={codes} open={open} onOpen={setOpen} onPin={pin} />
      <LiveNotes
        text={start.privateNotes}
        waiting={card.waitingNotes}
        ready={card.ready}
        saved={card.saved}
        codes={codes}
        open={open}
        elapsedMs={elapsedMs}
        onSave={card.saveNotes}
        onEvidence={({ dimension, text, atMs }) =>
          pin(dimension, text, atMs === null || elapsedMs === null ? 0 : Math.max(0, elapsedMs - atMs))
        }
      />
      <ChangeReason
        open={changing !== null}
        onCancel={() => setChanging(null)}
        onReason={(reason) => {
          if (changing && item) card.rate(item.itemNumber, changing.code, changing.value, reason);
          setChanging(null);
        }}
      />
    </div>
  );
}
