import type { Metadata } from 'next';
import { PageHeader } from '../../../components/shell/page-header.tsx';
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
import { listPeople } from '../../../server/people/list-people.ts';
import { roleNames } from '../../../server/people/role-names.ts';
import { forStaffPage } from '../../../server/staff-page.ts';
import { AddPerson } from './add-person.tsx';
import { PersonMenu } from './person-menu.tsx';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const { people, ownId } = await forStaffPage(async (principal) => ({
    people: await listPeople(principal),
    ownId: principal.id,
  }));
  const able = people.filter((person) => !person.disabled);
  return (
    <>
      <PageHeader
        title="People"
        detail={able.length === 1 ? '1 person' : `${able.length} people`}
        actions={<AddPerson />}
      />
      <Table caption="People of the staff with their roles" roomy className="bg-panel">
        <TableHead>
          <tr>
            <HeadCell>Name</HeadCell>
            <HeadCell>E-mail</HeadCell>
            <HeadCell>Roles</HeadCell>
            <HeadCell>Sign-in</HeadCell>
            <HeadCell align="right">
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {people.map((person) => (
            <Row key={person.id}>
              <RowHead className={person.disabled ? 'text-ink-3' : undefined}>
                {person.name}
                {person.id === ownId && <span className="font-normal text-ink-3"> (you)</span>}
              </RowHead>
              <Cell className="text-ink-2">{person.email}</Cell>
              <Cell>
                <span className="flex flex-wrap gap-1">
                  {person.roles.length === 0 && <span className="text-ink-3">None</span>}
                  {person.roles.map((role) => (
                    <Badge key={role}>{roleNames[role]}</Badge>
                  ))}
                </span>
              </Cell>
              <Cell className="text-ink-2">
                {person.disabled ? (
                  <Badge tone="warn">Disabled</Badge>
                ) : person.hasPassword ? (
                  'Password set'
                ) : (
                  'No password yet'
                )}
              </Cell>
              <Cell align="right">
                <PersonMenu person={person} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </>
  );
}
