import type { Metadata } from 'next';
import Link from 'next/link';
import { PageHeader } from '../../../components/shell/page-header.tsx';
import { LocalMoment } from '../../../components/take/outline/local-moment.tsx';
import { Badge } from '../../../components/ui/data/badge.tsx';
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
import type { SessionState } from '../../../domain/live/session.ts';
import { listSessions } from '../../../server/live/list-sessions.ts';
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

/** A person's own live sessions: those ahead and running first. */
export default async function SessionsPage() {
  const sessions = await forStaffPage(listSessions);
  return (
    <>
      <PageHeader title="Sessions" detail="live, with you" />
      {sessions.length === 0 ? (
        <EmptyState>
          No live session is planned with you. A hiring manager plans them on a position.
        </EmptyState>
      ) : (
        <Table caption="Your live sessions" roomy>
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
            {sessions.map((session) => (
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
                  <Badge
                    tone={
                      session.state === 'running' || session.state === 'waiting'
                        ? 'info'
                        : session.state === 'no-show'
                          ? 'warn'
                          : 'neutral'
                    }
                  >
                    {stateWords[session.state]}
                  </Badge>
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  );
}
