import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { PageHeader } from '../../../components/shell/page-header.tsx';
import { ButtonLink } from '../../../components/ui/button/button.tsx';
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
import { mayAccess } from '../../../domain/access.ts';
import { listPositions } from '../../../server/position/list-positions.ts';
import { forStaffPage } from '../../../server/staff-page.ts';
import { shortDate } from '../dates.ts';

export const metadata: Metadata = { title: 'Positions' };

export default async function PositionsPage() {
  const { positions, mayCreate } = await forStaffPage(async (principal) => ({
    positions: await listPositions(principal),
    mayCreate: mayAccess(principal, 'position.create'),
  }));
  const open = positions.filter((position) => position.closedAt === null).length;
  const create = mayCreate && (
    <ButtonLink href="/positions/new" variant="primary">
      <Plus size={14} strokeWidth={1.75} aria-hidden />
      New position
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title="Positions" detail={`${open} open`} actions={positions.length > 0 && create} />
      {positions.length === 0 ? (
        <EmptyState action={create}>
          {mayCreate
            ? 'No positions yet. Create one to invite candidates.'
            : 'You look after no positions. A manager of one can add you in its settings.'}
        </EmptyState>
      ) : (
        <Table caption="Positions with the number of candidates in each state" roomy className="bg-panel">
          <TableHead>
            <tr>
              <HeadCell>Position</HeadCell>
              <HeadCell>Team</HeadCell>
              <HeadCell align="right">Openings</HeadCell>
              <HeadCell align="right">Candidates</HeadCell>
              <HeadCell align="right">Invited</HeadCell>
              <HeadCell align="right">Running</HeadCell>
              <HeadCell align="right">Submitted</HeadCell>
              <HeadCell align="right">Decided</HeadCell>
              <HeadCell align="right">Created</HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {positions.map((position) => (
              <Row key={position.id}>
                <RowHead>
                  <Link
                    href={`/positions/${position.id}`}
                    className="rounded-chip underline-offset-2 hover:underline"
                  >
                    {position.title}
                  </Link>
                  {position.closedAt && <Badge className="ml-2">Closed</Badge>}
                </RowHead>
                <Cell className="text-ink-2">{position.team || '–'}</Cell>
                <Cell numeric>{position.openings}</Cell>
                <Cell numeric>{position.candidates}</Cell>
                <Cell numeric>{position.waiting}</Cell>
                <Cell numeric>{position.running}</Cell>
                <Cell numeric>{position.finished}</Cell>
                <Cell numeric>{position.decided}</Cell>
                <Cell numeric className="text-ink-2">
                  {shortDate(position.createdAt)}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  );
}
