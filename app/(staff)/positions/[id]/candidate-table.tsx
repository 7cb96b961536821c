'use client';

import {
  CircleCheck,
  CircleMinus,
  Clock3,
  FileCheck2,
  Hourglass,
  Inbox,
  Mail,
  PenLine,
  TriangleAlert,
} from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../../../components/ui/button/button.tsx';
import { buttonVariants } from '../../../../components/ui/button/button-variants.ts';
import { Status } from '../../../../components/ui/data/badge.tsx';
import {
  Cell,
  HeadCell,
  Row,
  RowHead,
  Table,
  TableBody,
  TableHead,
} from '../../../../components/ui/data/table.tsx';
import { ProgressBar } from '../../../../components/ui/feedback/progress-bar.tsx';
import { Checkbox } from '../../../../components/ui/form/checkbox.tsx';
import { Select } from '../../../../components/ui/form/select.tsx';
import { TextField } from '../../../../components/ui/form/text-field.tsx';
import { useShortcuts } from '../../../../components/ui/keyboard/use-shortcuts.ts';
import {
  actionHref,
  actionText,
  type Stage,
  stageText,
} from '../../../../server/position/candidate-stage.ts';
import type { DashboardRow } from '../../../../server/position/read-position-dashboard.ts';
import { Moment } from '../../moment.tsx';
import { ScoreAxis, ScoreStrip } from './score-strip.tsx';

const icon = { size: 12, strokeWidth: 1.75, 'aria-hidden': true, className: 'shrink-0' } as const;
const stageIcons: Record<Stage['kind'], React.ReactNode> = {
  invited: <Mail {...icon} />,
  accepted: <Inbox {...icon} />,
  lapsed: <Hourglass {...icon} />,
  declined: <CircleMinus {...icon} />,
  withdrawn: <CircleMinus {...icon} />,
  running: <Clock3 {...icon} />,
  'in-session': <Clock3 {...icon} />,
  grading: <Hourglass {...icon} />,
  'no-raters': <PenLine {...icon} />,
  'scores-missing': <PenLine {...icon} />,
  'report-ready': <FileCheck2 {...icon} />,
  'result-incomplete': <Hourglass {...icon} />,
  'on-hold': <Hourglass {...icon} />,
  decided: <CircleCheck {...icon} />,
};

/** As many stand beside each other and can still be read. */
const comparedMax = 4;
/** A table of all of a thousand candidates took a browser many seconds to draw. */
const rowsAtOnce = 50;

/**
 * The candidates of one tab, the first of them drawn and the others on demand. J and K move, Enter opens; the filter is by
 * name, address and stage, and looks at all of them.
 */
export function CandidateTable({
  rows,
  bar,
  here,
  compared,
}: {
  rows: readonly DashboardRow[];
  bar: number;
  /** This tab's address. */
  here: string;
  /** Ids of the attempts that are compared below. */
  compared: readonly string[];
}) {
  const router = useRouter();
  const table = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [stage, setStage] = useState('');
  const [picked, setPicked] = useState<readonly string[]>(compared);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [drawn, setDrawn] = useState(rowsAtOnce);
  const stages = useMemo(() => [...new Set(rows.map((row) => stageText(row.stage)))], [rows]);
  const matching = useMemo(() => {
    const words = query.trim().toLowerCase();
    return rows.filter(
      (row) =>
        (stage === '' || stageText(row.stage) === stage) &&
        (words === '' || `${row.candidateName} ${row.candidateEmail}`.toLowerCase().includes(words)),
    );
  }, [rows, query, stage]);
  const shown = matching.slice(0, drawn);
  const current = shown.findIndex((row) => row.attemptId === currentId);

  const goTo = (index: number) => {
    const next = matching[index];
    if (!next) return;
    if (index >= drawn) flushSync(() => setDrawn(drawn + rowsAtOnce));
    setCurrentId(next.attemptId);
    // The link takes the focus, so that Enter opens it and a screen reader says the name.
    table.current?.querySelector<HTMLElement>(`[data-attempt="${next.attemptId}"]`)?.focus();
  };
  const move = (by: number) =>
    goTo(current === -1 ? 0 : Math.min(matching.length - 1, Math.max(0, current + by)));
  const group = 'Candidates';
  useShortcuts([
    { keys: 'j', label: 'Next candidate', group, run: () => move(1) },
    { keys: 'k', label: 'Previous candidate', group, run: () => move(-1) },
    {
      keys: 'o',
      label: 'Open the candidate’s report',
      group,
      run: () => currentId && router.push(`/attempts/${currentId}/report`),
    },
  ]);

  return (
    <div ref={table} className="shrink-0 bg-panel">
      <div className="flex flex-wrap items-end gap-2 border-b border-line px-3.5 py-2">
        <TextField
          label="Filter by name or e-mail"
          labelHidden
          placeholder="Name or e-mail"
          type="search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          fieldClassName="w-56"
        />
        <Select
          label="Stage"
          labelHidden
          value={stage}
          onChange={(event) => setStage(event.target.value)}
          options={[
            { value: '', label: 'Every stage' },
            ...stages.map((text) => ({ value: text, label: text })),
          ]}
          fieldClassName="w-52"
        />
        <span role="status" className="text-caption text-ink-3">
          {matching.length === rows.length ? '' : `${matching.length} of ${rows.length}`}
        </span>
        {picked.length > 0 && (
          <Button
            size="small"
            disabledReason={picked.length < 2 ? 'Choose a second candidate' : undefined}
            onClick={() => router.push(`${here}&compare=${picked.join(',')}#compare`)}
          >
            Compare {picked.length}
          </Button>
        )}
        <span className="ml-auto hidden items-center gap-3 text-caption text-ink-2 md:flex" aria-hidden>
          <span className="inline-flex items-center gap-1.5">
            <span className="size-2 rounded-full bg-c1" /> rubric score
          </span>
          <span className="inline-flex items-center gap-1.5">
            <span className="size-2 rounded-full border-2 border-c1" /> provisional
          </span>
        </span>
      </div>
      <Table caption="Candidates with stage, score, raters, time, notes and next action" roomy>
        <TableHead>
          <tr>
            <HeadCell className="w-8 pr-0">
              <span className="sr-only">Compare</span>
            </HeadCell>
            <HeadCell>Candidate</HeadCell>
            <HeadCell>Stage</HeadCell>
            <HeadCell className="h-9 pt-1">
              <span className="sr-only">Score from 1 to 4 against the bar</span>
              <ScoreAxis bar={bar} />
            </HeadCell>
            <HeadCell>Mean, 95% interval</HeadCell>
            <HeadCell>Raters</HeadCell>
            <HeadCell>Share of own time</HeadCell>
            <HeadCell>Integrity notes</HeadCell>
            <HeadCell>Next action</HeadCell>
            <HeadCell align="right">Updated</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {shown.map((row, index) => (
            <Row
              key={row.attemptId}
              selected={row.attemptId === currentId}
              onFocus={() => setCurrentId(row.attemptId)}
            >
              <Cell className="w-8 pr-0">
                {row.score && (
                  <Checkbox
                    label={`Compare ${row.candidateName}`}
                    labelHidden
                    checked={picked.includes(row.attemptId)}
                    disabled={!picked.includes(row.attemptId) && picked.length >= comparedMax}
                    onChange={(event) =>
                      setPicked(
                        event.target.checked
                          ? [...picked, row.attemptId]
                          : picked.filter((id) => id !== row.attemptId),
                      )
                    }
                  />
                )}
              </Cell>
              <RowHead>
                <Link
                  href={`/attempts/${row.attemptId}`}
                  data-attempt={row.attemptId}
                  className="rounded-chip underline-offset-2 hover:underline"
                >
                  {row.candidateName}
                </Link>
              </RowHead>
              <Cell>
                <Status icon={stageIcons[row.stage.kind]}>{stageText(row.stage)}</Status>
              </Cell>
              <Cell className="py-0">
                <ScoreStrip score={row.score} bar={bar} last={index === shown.length - 1} />
              </Cell>
              <Cell className="numeric">
                {row.score ? (
                  <>
                    <span className="font-semibold">{row.score.mean.toFixed(2)}</span>{' '}
                    <span className="text-ink-2">
                      {row.score.interval
                        ? `${row.score.interval[0].toFixed(2)} to ${row.score.interval[1].toFixed(2)}`
                        : 'no interval'}
                    </span>
                    {row.followUp === 'missing' && <span className="font-sans text-warn"> incomplete</span>}
                  </>
                ) : (
                  <span className="font-sans text-ink-3">
                    {row.sealed ? 'sealed until you submit' : 'not scored'}
                  </span>
                )}
              </Cell>
              <Cell className="numeric text-ink-2">
                {row.raters.assigned === 0 ? '–' : `${row.raters.submitted} of ${row.raters.assigned}`}
              </Cell>
              <Cell>
                {row.timeShare === null ? (
                  <span className="text-ink-3">–</span>
                ) : (
                  <span className="flex items-center gap-2">
                    <ProgressBar
                      value={row.timeShare}
                      label={`Time used by ${row.candidateName}`}
                      className="w-14"
                    />
                    <span className="numeric text-ink-2">{Math.round(row.timeShare * 100)}%</span>
                  </span>
                )}
              </Cell>
              <Cell>
                <IntegrityCell row={row} />
              </Cell>
              <Cell>
                <ActionCell row={row} />
              </Cell>
              <Cell numeric className="text-ink-2">
                <Moment at={row.updatedAt} form="short" />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      {matching.length === 0 && <p className="px-3.5 py-3 text-ink-2">Nobody matches. Change the filter.</p>}
      {matching.length > drawn && (
        <div className="flex items-center gap-3 border-t border-line px-3.5 py-2">
          <Button size="small" onClick={() => goTo(drawn)}>
            Show {Math.min(rowsAtOnce, matching.length - drawn)} more
          </Button>
          <span className="numeric text-caption text-ink-3">
            {drawn.toLocaleString('en')} of {matching.length.toLocaleString('en')} are shown
          </span>
        </div>
      )}
    </div>
  );
}

function IntegrityCell({ row }: { row: DashboardRow }) {
  const { notes, explained } = row.integrity;
  if (row.timeShare === null) return <span className="text-ink-3">–</span>;
  if (notes === 0) return <span className="text-ink-2">None</span>;
  const text = notes === 1 ? '1 note' : `${notes} notes`;
  if (explained === notes) return <span className="text-ink-2">{text}, explained</span>;
  return (
    <Link
      href={`/attempts/${row.attemptId}#events`}
      className="inline-flex items-center gap-1.5 rounded-chip text-warn underline-offset-2 hover:underline"
    >
      <TriangleAlert {...icon} />
      {text}
      {explained > 0 ? `, ${explained} explained` : ''}
    </Link>
  );
}

function ActionCell({ row }: { row: DashboardRow }) {
  const action = row.nextAction;
  if (action.kind === 'none' || action.kind === 'wait') {
    const text = actionText(action);
    return (
      <span title={text} className="block max-w-40 truncate text-ink-3">
        {text}
      </span>
    );
  }
  const href = actionHref(row.attemptId, action);
  if (action.kind === 'record-decision') {
    return (
      <Link href={href} className={buttonVariants({ size: 'small' })}>
        {actionText(action)}
      </Link>
    );
  }
  return (
    <Link href={href} className="rounded-chip font-medium text-accent underline-offset-2 hover:underline">
      {actionText(action)}
    </Link>
  );
}
