'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { runAction } from '../../../../../server/form-action.ts';
import { runForm } from '../../../../../server/form-fields.ts';
import { assembleForm } from '../../../../../server/position/assemble-form.ts';
import { addManager, removeManager } from '../../../../../server/position/change-managers.ts';
import { closePosition } from '../../../../../server/position/close-position.ts';
import { isFormSeed } from '../../../../../server/position/form-seed.ts';
import { positionFieldsSchema } from '../../../../../server/position/position-fields.ts';
import { updatePosition } from '../../../../../server/position/update-position.ts';
import { requireStaff } from '../../../../../server/session.ts';

const settingsSchema = positionFieldsSchema.extend({ positionId: z.uuid() });

export async function updatePositionAction(data: FormData) {
  return runForm(data, settingsSchema, async ({ positionId, ...fields }) => {
    const result = await updatePosition(await requireStaff(), { positionId, fields });
    revalidatePath(`/positions/${positionId}`, 'layout');
    return result;
  });
}

const newFormSchema = z.strictObject({
  positionId: z.uuid(),
  blueprintSlug: z.string().min(1).max(100),
  seed: z.string().refine(isFormSeed, 'Load the page again.'),
});

export async function makeFormAction(input: { positionId: string; blueprintSlug: string; seed: string }) {
  return runAction(async () => {
    const made = await assembleForm(await requireStaff(), newFormSchema.parse(input));
    revalidatePath(`/positions/${input.positionId}`, 'layout');
    return made;
  });
}

const managerSchema = z.strictObject({
  positionId: z.uuid(),
  personId: z.string().min(1, 'Choose a person.').max(64),
});

export async function addManagerAction(data: FormData) {
  return runForm(data, managerSchema, async (input) => {
    await addManager(await requireStaff(), input);
    revalidatePath(`/positions/${input.positionId}/settings`);
    return null;
  });
}

export async function removeManagerAction(input: { positionId: string; personId: string }) {
  return runAction(async () => {
    await removeManager(await requireStaff(), managerSchema.parse(input));
    revalidatePath(`/positions/${input.positionId}/settings`);
    return null;
  });
}

const closeSchema = z.strictObject({ positionId: z.uuid(), closed: z.boolean() });

export async function closePositionAction(input: { positionId: string; closed: boolean }) {
  return runAction(async () => {
    await closePosition(await requireStaff(), closeSchema.parse(input));
    revalidatePath('/positions', 'layout');
    return null;
  });
}
