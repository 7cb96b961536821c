import type { Metadata } from 'next';
import Link from 'next/link';
import { PageHeader } from '../../../components/shell/page-header.tsx';
import { Badge } from '../../../components/ui/data/badge.tsx';
import { PageLinks } from '../../../components/ui/data/page-links.tsx';
import { readOffset } from '../../../components/ui/data/page-offset.ts';
import {
  Cell,
  HeadCell,
  Row,
  RowHead,
  Table,
  TableBody,
  TableHead,
} from '../../../components/ui/data/table.tsx';
import { EmptyState } from '../../../components/ui/feedback/empty-state.tsx';
import { Section } from '../../../components/ui/layout/pane.tsx';
import { donePageRows, type QueueRow, readQueue } from '../../../server/scoring/read-queue.ts';
import { forStaffPage } from '../../../server/staff-page.ts';
import { waitedFor } from './waited-for.ts';

export const metadata: Metadata = { title: 'To score' };

export default async function QueuePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const older = readOffset((await searchParams).older);
  const queue = await forStaffPage((principal) => readQueue(principal, older));
  const { openTotal } = queue;
  const byPosition = new Map<string, QueueRow[]>();
  for (const row of queue.open) {
    byPosition.set(row.positionTitle, [...(byPosition.get(row.positionTitle) ?? []), row]);
  }
  return (
    <>
      <PageHeader
        title="To score"
        detail={openTotal === 1 ? '1 scorecard open' : `${openTotal} scorecards open`}
      />
      {queue.open.length === 0 && (
        <EmptyState>Nothing waits for your rating. A hiring manager assigns attempts to you.</EmptyState>
      )}
      {queue.open.length < openTotal && (
        <p className="px-3.5 pt-3 text-caption text-ink-2">
          The {queue.open.length} that have waited longest are shown. The others move up as you submit these.
        </p>
      )}
      <div className="flex flex-col gap-6 py-4 [&_h2]:pl-3.5">
        {[...byPosition].map(([position, rows]) => (
          <Section key={position} title={position} detail="Longest waiting first">
            <QueueTable caption={`Attempts of ${position} to score`} rows={rows} />
          </Section>
        ))}
        {(queue.done.length > 0 || older > 0) && (
          <Section title="Submitted by you" detail="Sealed until you submitted; open to you now">
            <QueueTable caption="Attempts you have scored" rows={queue.done} timeLabel="Answered, ago" />
            <PageLinks
              path="/queue"
              offset={older}
              shown={queue.done.length}
              total={queue.doneTotal}
              pageRows={donePageRows}
            />
          </Section>
        )}
      </div>
    </>
  );
}

function QueueTable({
  caption,
  rows,
  timeLabel = 'Waiting',
}: {
  caption: string;
  rows: readonly QueueRow[];
  timeLabel?: string;
}) {
  return (
    <Table caption={caption} roomy>
      <TableHead>
        <tr>
          <HeadCell>Candidate</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell align="right">{timeLabel}</HeadCell>
          <HeadCell align="right">Questions</HeadCell>
          <HeadCell align="right">Levels given</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.attemptId}>
            <RowHead>
              <Link className="hover:underline" href={`/attempts/${row.attemptId}/score`}>
                {row.candidate}
              </Link>
            </RowHead>
            <Cell>
              <StateBadge state={row.state} />
            </Cell>
            <Cell numeric>{row.waitingSeconds === null ? '–' : waitedFor(row.waitingSeconds)}</Cell>
            <Cell numeric>{row.questions}</Cell>
            <Cell numeric>
              {row.ratingsDone} of {row.ratingsAll}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function StateBadge({ state }: { state: QueueRow['state'] }) {
  switch (state) {
    case 'to-score':
      return <Badge tone="info">To score</Badge>;
    case 'not-submitted':
      return <Badge>Candidate still works</Badge>;
    case 'submitted':
      return <Badge tone="pass">Submitted</Badge>;
  }
}
