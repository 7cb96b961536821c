import { findCurrentForm, listForms } from '../../db/queries/forms.ts';
import { listPeople } from '../../db/queries/people.ts';
import { findPosition, listPositionManagers, type PositionRecord } from '../../db/queries/positions.ts';
import { authorizePosition } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';
import { type BlueprintPreview, previewBlueprints } from './preview-blueprints.ts';

export interface PositionSettings {
  position: PositionRecord;
  currentForm: number | null;
  forms: Awaited<ReturnType<typeof listForms>>;
  managers: { id: string; name: string; email: string }[];
  /** Hiring managers who do not look after it yet. */
  others: { id: string; name: string }[];
  /** What a new form would be, drawn with `seed`. */
  blueprints: BlueprintPreview[];
}

export async function readPositionSettings(
  principal: StaffPrincipal,
  positionId: string,
  seed: string,
): Promise<PositionSettings> {
  const { db } = database();
  await authorizePosition(db, principal, 'position.manage', positionId);
  const [position, current, forms, managers, people, blueprints] = await Promise.all([
    findPosition(db, positionId),
    findCurrentForm(db, positionId),
    listForms(db, positionId),
    listPositionManagers(db, positionId),
    listPeople(db),
    previewBlueprints(principal, seed),
  ]);
  if (!position) throw notFound();
  return {
    position,
    currentForm: current?.number ?? null,
    forms,
    managers: managers.map(({ id, name, email }) => ({ id, name, email })),
    others: people
      .filter(
        (person) =>
          person.disabledAt === null &&
          person.roles.includes('hiring-manager') &&
          !managers.some((manager) => manager.id === person.id),
      )
      .map(({ id, name }) => ({ id, name })),
    blueprints,
  };
}
