import { findCurrentForm } from '../../db/queries/forms.ts';
import { listPeople } from '../../db/queries/people.ts';
import { findPosition } from '../../db/queries/positions.ts';
import { authorizePosition } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';

export interface SchedulePage {
  positionId: string;
  title: string;
  closed: boolean;
  /** Null when the position's form is not a live one. */
  agenda: { title: string; minutes: number }[] | null;
  /** Who can be asked: people with the interviewer role. */
  people: { id: string; name: string }[];
}

/** What planning a session starts from. */
export async function readSchedulePage(principal: StaffPrincipal, positionId: string): Promise<SchedulePage> {
  const { db } = database();
  await authorizePosition(db, principal, 'live.schedule', positionId);
  const [position, form, people] = await Promise.all([
    findPosition(db, positionId),
    findCurrentForm(db, positionId),
    listPeople(db),
  ]);
  if (!position) throw notFound();
  return {
    positionId: position.id,
    title: position.title,
    closed: position.closedAt !== null,
    agenda:
      form?.mode === 'live'
        ? form.sections.flatMap((section) => section.items.map(({ title, minutes }) => ({ title, minutes })))
        : null,
    people: people
      .filter((person) => person.disabledAt === null && person.roles.includes('interviewer'))
      .map(({ id, name }) => ({ id, name })),
  };
}
