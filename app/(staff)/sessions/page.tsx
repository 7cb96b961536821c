import type { Metadata } from 'next';
import Link from 'next/link';
import { PageHeader } from '../../../components/shell/page-header.tsx';
import { LocalMoment } from '../../../components/take/outline/local-moment.tsx';
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
import type { SessionState } from '../../../domain/live/session.ts';
import { listSessions, overPageRows, type SessionEntry } from '../../../server/live/list-sessions.ts';
import { forStaffPage } from '../../../server/staff-page.ts';

export const metadata: Metadata = { title: 'Sessions' };

const roleWords = { lead: 'You lead', scorer: 'You score', observer: 'You observe' } as const;
const stateWords: Record<SessionState, string> = {
  scheduled: 'Planned',
  waiting: 'Candidate waits',
  running: 'Running',
  closed: 'Over',
  'no-show': 'Nobody came',
  cancelled: 'Cancelled',
};
const stateTones: Record<SessionState, 'info' | 'warn' | 'neutral'> = {
  scheduled: 'neutral',
  waiting: 'info',
  running: 'info',
  closed: 'neutral',
  'no-show': 'warn',
  cancelled: 'neutral',
};

/** A person's own live sessions: those ahead and running, then those that are over. */
export default async function SessionsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const older = readOffset((await searchParams).older);
  const sessions = await forStaffPage((principal) => listSessions(principal, older));
  const hasOver = sessions.over.length > 0 || older > 0;
  return (
    <>
      <PageHeader title="Sessions" detail="live, with you" />
      {sessions.ahead.length === 0 && (
        <EmptyState>
          No live session is planned with you. A hiring manager plans them on a position.
        </EmptyState>
      )}
      <div className="flex flex-col gap-6 py-4 [&_h2]:pl-3.5">
        {sessions.ahead.length > 0 && (
          <Section
            title="Now and ahead"
            detail={
              sessions.ahead.length < sessions.aheadTotal
                ? `The next ${sessions.ahead.length} of ${sessions.aheadTotal}`
                : 'By their start'
            }
          >
            <SessionTable caption="Your live sessions now and ahead" rows={sessions.ahead} />
          </Section>
        )}
        {hasOver && (
          <Section title="Over" detail="Newest first">
            <SessionTable caption="Your live sessions that are over" rows={sessions.over} />
            <PageLinks
              path="/sessions"
              offset={older}
              shown={sessions.over.length}
              total={sessions.overTotal}
              pageRows={overPageRows}
            />
          </Section>
        )}
      </div>
    </>
  );
}

function SessionTable({ caption, rows }: { caption: string; rows: readonly SessionEntry[] }) {
  return (
    <Table caption={caption} roomy>
      <TableHead>
        <tr>
          <HeadCell>Candidate</HeadCell>
          <HeadCell>Position</HeadCell>
          <HeadCell>Starts</HeadCell>
          <HeadCell>Place</HeadCell>
          <HeadCell>State</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((session) => (
          <Row key={session.attemptId}>
            <RowHead>
              <Link className="hover:underline" href={`/live/${session.attemptId}`}>
                {session.candidateName}
              </Link>
            </RowHead>
            <Cell>{session.positionTitle}</Cell>
            <Cell>
              <LocalMoment at={session.startsAt.toISOString()} />
            </Cell>
            <Cell>{roleWords[session.role]}</Cell>
            <Cell>
              <Badge tone={stateTones[session.state]}>{stateWords[session.state]}</Badge>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
