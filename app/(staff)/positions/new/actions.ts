'use server';

import { z } from 'zod';
import { runForm } from '../../../../server/form-fields.ts';
import { createPosition } from '../../../../server/position/create-position.ts';
import { positionFieldsSchema } from '../../../../server/position/position-fields.ts';
import { requireStaff } from '../../../../server/session.ts';

const schema = positionFieldsSchema.extend({
  blueprintSlug: z.string('Choose a blueprint.').min(1, 'Choose a blueprint.').max(100),
  seed: z.string().max(40),
});

export async function createPositionAction(data: FormData) {
  return runForm(data, schema, async ({ blueprintSlug, seed, ...fields }) =>
    createPosition(await requireStaff(), { fields, blueprintSlug, seed }),
  );
}
