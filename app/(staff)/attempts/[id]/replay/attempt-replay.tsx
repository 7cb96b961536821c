'use client';

import { useMemo } from 'react';
import { DesignCanvas } from '../../../../../components/design-canvas/design-canvas.tsx';
import { ChatLines } from '../../../../../components/live/room/room-chat.tsx';
import { CodeBlock } from '../../../../../components/markdown/code-block.tsx';
import { ReplayDesk, type ReplayItem } from '../../../../../components/replay/replay-desk.tsx';
import type { ReplayMark } from '../../../../../components/replay/replay-marks.ts';
import type { TrackContent } from '../../../../../components/replay/track-content.ts';
import type { AnswerFile } from '../../../../../domain/answer.ts';
import { sessionClock } from '../../../../../domain/live/session-clock.ts';
import { codeTrackNumber, trackWords } from '../../../../../domain/replay/tracks.ts';
import type { ReplayPage } from '../../../../../server/report/read-replay.ts';
import { AnswerView } from '../answers/[number]/answer-view.tsx';

/** How long the whole takes to play. Real speed would tell how much time the person was given. */
const wholeMinutes = [20, 10, 5, 2] as const;
/** Parts of the end: a stretch without an event that is skipped. */
const pauseShare = 0.01;

interface AttemptReplayProps {
  page: ReplayPage;
  start: { itemNumber: number | null; seq: number | null };
}

export function AttemptReplay({ page, start }: AttemptReplayProps) {
  const items = useMemo(
    (): ReplayItem[] => [
      ...page.items.map((item) => ({
        number: item.number,
        label: `Q${item.number}`,
        title: item.title,
        kind: item.question.kind,
        logUrl: `/api/attempts/${page.attemptId}/replay/${item.number}`,
        edits: item.edits,
      })),
      ...page.tracks.map((track) => ({
        number: track.number,
        label: track.title,
        title: track.title,
        kind: track.key === 'brought' ? (track.question?.kind ?? 'code') : track.key,
        logUrl: `/api/attempts/${page.attemptId}/replay/${track.number}`,
        edits: track.edits,
      })),
    ],
    [page],
  );
  const marks = useMemo(() => marksOf(page), [page]);
  return (
    <ReplayDesk
      items={items}
      shown={page.shown}
      marks={marks}
      end={page.end}
      pause={page.end * pauseShare}
      speeds={wholeMinutes.map((minutes) => ({
        label: `Whole in ${minutes} min`,
        rate: page.end / (minutes * 60),
      }))}
      positionText={(position) =>
        page.mode === 'live'
          ? sessionClock(position)
          : `${((100 * position) / page.partsPerWhole).toFixed(1)} %`
      }
      start={start}
      follow={page.mode === 'live' ? 'edited' : 'shown'}
      renderContent={(number, content) => <Content page={page} number={number} content={content} />}
    />
  );
}

function Content({ page, number, content }: { page: ReplayPage; number: number; content: TrackContent }) {
  switch (content.kind) {
    case 'drawing':
      return (
        <div className="h-full min-h-72">
          <DesignCanvas doc={content.doc} readOnly />
        </div>
      );
    case 'chat':
      return <ChatLines lines={content.lines} />;
    case 'answer': {
      const question =
        page.items.find((item) => item.number === number)?.question ??
        page.tracks.find((track) => track.number === number)?.question;
      if (question) return <AnswerView key={number} question={question} answer={content.answer} />;
      return content.answer.kind === 'code' ? <Files files={content.answer.files} /> : null;
    }
  }
}

function Files({ files }: { files: readonly AnswerFile[] }) {
  return (
    <div className="flex flex-col gap-4">
      {files.map((file) => (
        <section key={file.path}>
          <h3 className="numeric mb-1.5 text-caption text-ink-3">{file.path}</h3>
          <CodeBlock code={file.text} language={file.path.split('.').at(-1)} label={file.path} />
        </section>
      ))}
    </div>
  );
}

const momentWords = {
  twist: { sign: 'T', label: 'Twist' },
  simulator: { sign: 'S', label: 'Simulator opened' },
  hint: { sign: 'H', label: 'Hint' },
  brought: { sign: 'E', label: 'Earlier answer opened' },
} as const;

function marksOf(page: ReplayPage): ReplayMark[] {
  const runs = page.runs.map(
    (run): ReplayMark => ({
      id: `run-${run.itemNumber}-${run.number}`,
      kind: 'run',
      at: run.at,
      // A room runs what the log holds, an attempt what the browser shows: then no edit is the very one.
      seq: run.seq > 0 && run.itemNumber <= codeTrackNumber ? run.seq : null,
      itemNumber: run.itemNumber,
      sign: '',
      label: `Run ${run.number}, ${trackWords(run.itemNumber)}`,
      detail: run.passed === null ? '' : run.passed ? 'Every visible check holds.' : 'A visible check fails.',
      passed: run.passed,
    }),
  );
  const steps = page.steps.map((step): ReplayMark => {
    const question = page.items.find((item) => item.number === step.itemNumber)?.question;
    const incident = question?.kind === 'incident' ? question : null;
    const title =
      step.kind === 'card'
        ? incident?.cards.find((card) => card.id === step.ref)?.title
        : incident?.actions.find((action) => action.id === step.ref)?.text;
    return {
      id: `step-${step.itemNumber}-${step.number}`,
      kind: 'twist',
      at: step.at,
      seq: step.seq > 0 ? step.seq : null,
      itemNumber: step.itemNumber,
      sign: step.kind === 'card' ? 'C' : 'A',
      label: `${step.kind === 'card' ? 'Card opened' : 'Done'}, Q${step.itemNumber}`,
      detail: title ?? step.ref,
      passed: null,
    };
  });
  const pins = page.pins.map(
    (pin): ReplayMark => ({
      id: pin.id,
      kind: 'pin',
      at: pin.at,
      seq: pin.seq,
      itemNumber: pin.track,
      sign: pin.dimension,
      label: `${pin.dimension}, Q${pin.itemNumber}`,
      detail: `“${pin.quote}” ${pin.rater}`,
      passed: null,
    }),
  );
  const moments = page.moments.map(
    (moment): ReplayMark => ({
      id: moment.id,
      kind: 'twist',
      at: moment.at,
      seq: null,
      // Of a recording that was deleted no track is left: then it is the item's.
      itemNumber: page.tracks.find((track) => track.number === moment.track)?.number ?? moment.itemNumber,
      sign: momentWords[moment.kind].sign,
      label: `${momentWords[moment.kind].label}, Q${moment.itemNumber}`,
      detail: moment.text,
      passed: null,
    }),
  );
  return [...runs, ...steps, ...pins, ...moments].sort((a, b) => a.at - b.at);
}
