'use client';

import { type ReactNode, useMemo, useState } from 'react';
import { eventPositions, itemAt, nextPosition, seqAt } from '../../domain/replay/positions.ts';
import { Button } from '../ui/button/button.tsx';
import { announce } from '../ui/feedback/announcer.ts';
import { Banner } from '../ui/feedback/banner.tsx';
import { Skeleton } from '../ui/feedback/skeleton.tsx';
import { useShortcuts } from '../ui/keyboard/use-shortcuts.ts';
import { Pane } from '../ui/layout/pane.tsx';
import { MomentList } from './moment-list.tsx';
import { ReplayLine } from './replay-line.tsx';
import type { ReplayMark } from './replay-marks.ts';
import { type TrackContent, type TrackKind, trackContent } from './track-content.ts';
import { type ReplaySpeed, Transport } from './transport.tsx';
import { useLog } from './use-log.ts';
import { usePlayback } from './use-playback.ts';

export interface ReplayItem {
  /** A question's number, or that of a track of a live room (domain/replay/tracks.ts). */
  number: number;
  /** `Q2`, or the track's name. */
  label: string;
  title: string;
  kind: TrackKind;
  /** Where the log of its answer comes from. */
  logUrl: string;
  /** Position of each edit, the first one's first. */
  edits: readonly number[];
}

interface ReplayDeskProps {
  items: readonly ReplayItem[];
  shown: readonly { number: number; from: number; to: number }[];
  marks: readonly ReplayMark[];
  end: number;
  /** Longer than this many positions without an event is a pause. */
  pause: number;
  speeds: readonly ReplaySpeed[];
  positionText: (position: number) => string;
  /** Where to begin: an evidence link names a question and an edit. */
  start: { itemNumber: number | null; seq: number | null };
  /** Following goes by what was on screen, or in a live room by what was edited last. */
  follow?: 'shown' | 'edited';
  renderContent: (itemNumber: number, content: TrackContent) => ReactNode;
}

const nothingShown: ReplayDeskProps['shown'] = [];

const titleOf = ({ label, title }: ReplayItem) => (label === title ? title : `${label} ${title}`);

/**
 * A submitted attempt, played from its log. The question follows what the candidate worked on until one is chosen; then
 * it stays. A seek to a pin shows the very edit that was quoted.
 */
export function ReplayDesk({
  items,
  shown,
  marks,
  end,
  pause,
  speeds,
  positionText,
  start,
  follow = 'shown',
  renderContent,
}: ReplayDeskProps) {
  const [speed, setSpeed] = useState(Math.min(1, speeds.length - 1));
  const [skipPauses, setSkipPauses] = useState(true);
  const [held, setHeld] = useState<number | null>(start.itemNumber);
  const [exact, setExact] = useState<{ itemNumber: number; seq: number } | null>(
    start.itemNumber !== null && start.seq !== null ? { itemNumber: start.itemNumber, seq: start.seq } : null,
  );
  const events = useMemo(
    () =>
      eventPositions(
        items.map((item) => ({ itemNumber: item.number, edits: item.edits })),
        marks.map((mark) => mark.at),
      ),
    [items, marks],
  );
  const begin = items.find((item) => item.number === start.itemNumber)?.edits[(start.seq ?? 0) - 1] ?? 0;
  const { position, playing, toggle, seek } = usePlayback({
    end,
    start: begin,
    events,
    rate: speeds[speed]?.rate ?? 1,
    pause,
    skipPauses,
  });
  const tracks = useMemo(
    () => items.map((item) => ({ itemNumber: item.number, edits: item.edits })),
    [items],
  );
  const number = held ?? itemAt(position, follow === 'shown' ? shown : nothingShown, tracks);
  const item = items.find((one) => one.number === number) ?? items[0] ?? null;
  const { log, retry } = useLog(item?.logUrl ?? null);
  const seq = !item ? 0 : exact?.itemNumber === item.number ? exact.seq : seqAt(item.edits, position);
  const kind = item?.kind;
  const content = useMemo(
    () => (log.state === 'ready' && kind ? trackContent(log.player.docAt(seq), kind) : null),
    [log, seq, kind],
  );

  const go = (to: number) => {
    setExact(null);
    seek(to);
  };
  const step = (by: 1 | -1) => {
    if (!item) return;
    const next = seq + by;
    if (next < 0 || next > item.edits.length) return;
    setHeld(item.number);
    setExact({ itemNumber: item.number, seq: next });
    seek(item.edits[next - 1] ?? 0);
  };
  const jumpTo = (mark: ReplayMark) => {
    seek(mark.at);
    if (mark.itemNumber !== null) setHeld(mark.itemNumber);
    setExact(
      mark.itemNumber !== null && mark.seq !== null ? { itemNumber: mark.itemNumber, seq: mark.seq } : null,
    );
    announce(`${mark.label} ${mark.detail}`, 'polite');
  };
  const jump = (by: 1 | -1) => {
    const to = nextPosition(
      marks.map((mark) => mark.at),
      position,
      by,
    );
    const mark = marks.find((one) => one.at === to);
    if (mark) jumpTo(mark);
  };
  const play = () => {
    setExact(null);
    toggle();
  };
  useShortcuts([
    { keys: 'p', label: 'Play or pause', group: 'Replay', run: play },
    { keys: '.', label: 'Next edit', group: 'Replay', run: () => step(1) },
    { keys: ',', label: 'Previous edit', group: 'Replay', run: () => step(-1) },
    { keys: ']', label: 'Next run or pin', group: 'Replay', run: () => jump(1) },
    { keys: '[', label: 'Previous run or pin', group: 'Replay', run: () => jump(-1) },
    { keys: 'f', label: 'Follow what was worked on', group: 'Replay', run: () => setHeld(null) },
  ]);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="pane-grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(16rem,22rem)] max-lg:grid-cols-1">
        <Pane
          title={item ? titleOf(item) : 'Answer'}
          detail={item ? `edit ${seq} of ${item.edits.length}` : undefined}
          actions={
            held !== null && items.length > 1 ? (
              <Button size="small" onClick={() => setHeld(null)}>
                {follow === 'shown' ? 'Follow the candidate' : 'Follow the work'}
              </Button>
            ) : undefined
          }
        >
          {items.length > 1 && (
            <nav aria-label="Questions" className="flex flex-wrap gap-1.5 border-b border-line px-3 py-1.5">
              {items.map((one) => (
                <Button
                  key={one.number}
                  size="small"
                  variant={one.number === item?.number ? 'primary' : 'secondary'}
                  aria-current={one.number === item?.number ? 'true' : undefined}
                  onClick={() => setHeld(one.number)}
                >
                  {one.label}
                </Button>
              ))}
            </nav>
          )}
          <section
            aria-label="Answer at this moment"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must take focus to be scrolled by keyboard.
            tabIndex={0}
            className="min-h-0 flex-1 overflow-y-auto p-3.5"
          >
            {log.state === 'loading' && <Skeleton className="h-24" />}
            {log.state === 'failed' && (
              <Banner
                live
                tone="warn"
                title="The log did not load."
                action={<Button onClick={retry}>Load again</Button>}
              >
                Nothing is lost. Check the network.
              </Banner>
            )}
            {item && content && renderContent(item.number, content)}
          </section>
        </Pane>
        <Pane title="Moments" detail="runs and pins" className="overflow-y-auto max-lg:hidden">
          <MomentList marks={marks} position={position} positionText={positionText} onJump={jumpTo} />
        </Pane>
      </div>
      <section aria-label="Time line" className="shrink-0 border-t border-line bg-panel">
        <Transport
          playing={playing}
          onToggle={play}
          onStep={step}
          onJump={jump}
          speeds={speeds}
          speed={speed}
          onSpeed={setSpeed}
          skipPauses={skipPauses}
          onSkipPauses={setSkipPauses}
          positionText={positionText(position)}
        />
        <ReplayLine
          end={end}
          position={position}
          onSeek={go}
          positionText={positionText(position)}
          spansTitle="Questions"
          spans={shown.map((span) => ({
            key: `${span.number}-${span.from}`,
            label: `Q${span.number}`,
            from: span.from,
            to: span.to,
          }))}
          edits={item?.edits ?? []}
          marks={marks}
          tickText={positionText}
        />
      </section>
    </div>
  );
}
