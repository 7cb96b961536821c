'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { runAction } from '../../../server/form-action.ts';
import { runForm } from '../../../server/form-fields.ts';
import { addPerson } from '../../../server/people/add-person.ts';
import { changeRoles, disablePerson } from '../../../server/people/change-person.ts';
import { issuePasswordLink } from '../../../server/people/issue-password-link.ts';
import { roles } from '../../../server/people/role-names.ts';
import { requireStaff } from '../../../server/session.ts';

const rolesSchema = z
  .partialRecord(z.enum(roles), z.literal(true))
  .default({})
  .transform((chosen) => roles.filter((role) => chosen[role] === true));

const addSchema = z.strictObject({
  name: z.string().trim().min(1, 'Type the name.').max(200, 'At most 200 characters.'),
  email: z.email('Type an e-mail address.').max(254),
  roles: rolesSchema,
});

export async function addPersonAction(data: FormData) {
  return runForm(data, addSchema, async (input) => {
    const added = await addPerson(await requireStaff(), input);
    revalidatePath('/people');
    return { name: input.name, url: added.url };
  });
}

const changeSchema = z.strictObject({ personId: z.uuid(), roles: rolesSchema });

export async function changeRolesAction(data: FormData) {
  return runForm(data, changeSchema, async (input) => {
    await changeRoles(await requireStaff(), input);
    revalidatePath('/people');
    return null;
  });
}

export async function disablePersonAction(personId: string, disabled: boolean) {
  return runAction(async () => {
    await disablePerson(await requireStaff(), {
      personId: z.uuid().parse(personId),
      disabled: z.boolean().parse(disabled),
    });
    revalidatePath('/people');
    return null;
  });
}

export async function issuePasswordLinkAction(personId: string) {
  return runAction(async () => issuePasswordLink(await requireStaff(), z.uuid().parse(personId)));
}
