import type { Metadata } from 'next';
import Link from 'next/link';
import { PageHeader } from '../../../components/shell/page-header.tsx';
import { Button, ButtonLink } from '../../../components/ui/button/button.tsx';
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '../../../components/ui/data/table.tsx';
import { EmptyState } from '../../../components/ui/feedback/empty-state.tsx';
import { Select } from '../../../components/ui/form/select.tsx';
import { type AuditRow, readAudit } from '../../../server/read-audit.ts';
import { forStaffPage } from '../../../server/staff-page.ts';
import { actionName } from '../action-name.ts';
import { Moment } from '../moment.tsx';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const parameters = await searchParams;
  const one = (name: string): string | null => {
    const value = parameters[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const filter = {
    action: one('action'),
    actorId: one('by'),
    subjectId: one('about'),
    before: one('before'),
  };
  const page = await forStaffPage((principal) => readAudit(principal, filter));
  const filtered = filter.action !== null || filter.actorId !== null || filter.subjectId !== null;
  const older = new URLSearchParams(
    [
      ['action', filter.action],
      ['by', filter.actorId],
      ['about', filter.subjectId],
      ['before', page.next],
    ].filter((pair): pair is [string, string] => pair[1] !== null),
  );
  return (
    <>
      <PageHeader
        title="Audit log"
        detail="Everything that changed people, positions, attempts, grants or scores"
      />
      <form method="get" className="flex flex-wrap items-end gap-2 border-b border-line bg-panel px-3.5 py-2">
        <Select
          label="Action"
          name="action"
          defaultValue={filter.action ?? ''}
          options={[
            { value: '', label: 'Every action' },
            ...page.actions.map((action) => ({ value: action, label: actionName(action) })),
          ]}
          fieldClassName="w-56"
        />
        <Select
          label="By"
          name="by"
          defaultValue={filter.actorId ?? ''}
          options={[
            { value: '', label: 'Everybody' },
            ...page.people.map((person) => ({ value: person.id, label: person.name })),
          ]}
          fieldClassName="w-52"
        />
        {filter.subjectId && <input type="hidden" name="about" value={filter.subjectId} />}
        <Button type="submit">Filter</Button>
        {filtered && (
          <ButtonLink href="/audit" variant="ghost">
            Remove filter
          </ButtonLink>
        )}
      </form>
      {page.rows.length === 0 ? (
        <EmptyState>
          {filtered ? 'Nothing matches. Change the filter.' : 'Nothing was recorded yet.'}
        </EmptyState>
      ) : (
        <Table caption="Audit log, the newest first" className="bg-panel">
          <TableHead>
            <tr>
              <HeadCell>Time</HeadCell>
              <HeadCell>By</HeadCell>
              <HeadCell>Action</HeadCell>
              <HeadCell>About</HeadCell>
              <HeadCell>Details</HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {page.rows.map((row) => (
              <Row key={row.id}>
                <Cell className="numeric text-caption text-ink-2">
                  <Moment at={row.at} />
                </Cell>
                <Cell>{row.actor}</Cell>
                <Cell>{actionName(row.action)}</Cell>
                <Cell>
                  <Subject row={row} />
                </Cell>
                <Cell className="max-w-96 truncate text-caption text-ink-2">
                  <span title={details(row.data)}>{details(row.data)}</span>
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      <nav aria-label="Pages" className="flex gap-2 px-3.5 py-3">
        {filter.before && <ButtonLink href="/audit">Newest</ButtonLink>}
        {page.next && <ButtonLink href={`/audit?${older.toString()}`}>Older</ButtonLink>}
      </nav>
    </>
  );
}

const pages: Record<string, (id: string) => string> = {
  attempt: (id) => `/attempts/${id}`,
  position: (id) => `/positions/${id}`,
};

function Subject({ row }: { row: AuditRow }) {
  const name = row.subjectName ?? row.subjectKind;
  const page = row.subjectId ? pages[row.subjectKind]?.(row.subjectId) : undefined;
  return (
    <span className="flex items-center gap-2">
      {page ? (
        <Link href={page} className="rounded-chip underline-offset-2 hover:underline">
          {name}
        </Link>
      ) : (
        <span>{name}</span>
      )}
      {row.subjectId && (
        <Link
          href={`/audit?about=${row.subjectId}`}
          className="inline-flex min-h-6 items-center rounded-chip text-caption text-ink-3 underline-offset-2 hover:underline"
        >
          {row.subjectKind}
          <span className="sr-only">, only what is about {name}</span>
        </Link>
      )}
    </span>
  );
}

/** `title: from "A" to "B" · number: 2`. */
function details(data: Record<string, unknown>): string {
  return Object.entries(data)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => {
      if (typeof value === 'object' && value !== null && 'from' in value && 'to' in value) {
        return `${key}: ${plain(value.from)} → ${plain(value.to)}`;
      }
      return `${key}: ${plain(value)}`;
    })
    .join(' · ');
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
