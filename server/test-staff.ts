/** For `*.db.test.ts` only: people of the staff, as the use cases know them. */
import { randomUUID } from 'node:crypto';
import type { Executor } from '../db/executor.ts';
import { insertPerson } from '../db/queries/people.ts';
import { addPositionManager } from '../db/queries/positions.ts';
import type { Role } from '../domain/access.ts';
import { createPosition } from './position/create-position.ts';
import { positionFieldsSchema } from './position/position-fields.ts';
import type { StaffPrincipal } from './session.ts';

export async function addStaff(db: Executor, name: string, ...roles: Role[]): Promise<StaffPrincipal> {
  const email = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@staff.example`;
  const id = await insertPerson(db, { email, name, roles });
  return { kind: 'person', id, roles, name, email };
}

/** A position as the form would send it, of the bank's written blueprint. */
export async function addPosition(
  principal: StaffPrincipal,
  change: Record<string, unknown> = {},
): Promise<{ positionId: string; formId: string }> {
  const fields = positionFieldsSchema.parse({
    title: 'Backend Engineer',
    openings: '1',
    namesHidden: true,
    overallBar: '2.75',
    contact: 'Hiring, hiring@example.org',
    retentionDays: '365',
    ...change,
  });
  return createPosition(principal, { fields, blueprintSlug: 'written-60' });
}

export async function letManage(db: Executor, positionId: string, person: StaffPrincipal): Promise<void> {
  await addPositionManager(db, positionId, person.id);
}

/** What a call that must fail failed with: its code and what the person reads. */
export async function refusal(work: Promise<unknown>): Promise<{ code: string; safe: string }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'safe' in error) {
      return { code: String(error.code), safe: String(error.safe) };
    }
    throw error;
  }
  throw new Error('expected a refusal, but it was done');
}
