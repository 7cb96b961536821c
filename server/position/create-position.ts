import { insertAudit } from '../../db/queries/people.ts';
import { addPositionManager, insertPosition } from '../../db/queries/positions.ts';
import { authorize } from '../authorize.ts';
import { openBank } from '../bank/open-bank.ts';
import { database } from '../database.ts';
import { Failure } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';
import { writeForm } from './assemble-form.ts';
import { isFormSeed, newFormSeed } from './form-seed.ts';
import type { PositionFields } from './position-fields.ts';

/** Creates a position with its form 1. Its creator manages it, together with every administrator. */
export async function createPosition(
  principal: StaffPrincipal,
  input: { fields: PositionFields; blueprintSlug: string; seed?: string },
): Promise<{ positionId: string; formId: string }> {
  authorize(principal, 'position.create');
  if (input.seed !== undefined && !isFormSeed(input.seed)) {
    throw new Failure('bad-input', 'seed: choose the blueprint again.');
  }
  const { bank } = await openBank();
  return database().db.transaction(async (tx) => {
    const positionId = await insertPosition(tx, {
      ...input.fields,
      blueprintSlug: input.blueprintSlug,
      createdBy: principal.id,
    });
    await addPositionManager(tx, positionId, principal.id);
    const form = await writeForm(tx, bank, {
      positionId,
      blueprintSlug: input.blueprintSlug,
      seed: input.seed ?? newFormSeed(),
      seen: [],
      createdBy: principal.id,
      current: true,
    });
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'position-created',
      subject: { kind: 'position', id: positionId },
      data: {
        title: input.fields.title,
        blueprint: input.blueprintSlug,
        overallBar: input.fields.overallBar,
      },
    });
    return { positionId, formId: form.formId };
  });
}
