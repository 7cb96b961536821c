'use server';

import { z } from 'zod';
import { storableText } from '../../../../domain/storable-text.ts';
import { noteEvent } from '../../../../server/attempt/record/note-event.ts';
import { submitAttempt } from '../../../../server/attempt/submit-attempt.ts';
import { runAction } from '../../../../server/form-action.ts';
import { noteCharactersMax } from '../../../../server/limits.ts';
import { requireCandidate } from '../../../../server/session.ts';

const declared = z.string().trim().max(noteCharactersMax).transform(storableText).optional();
const submitSchema = z.strictObject({
  declaredAids: z.strictObject({ ai: declared, web: declared, editor: declared }),
});

/** Hands in; a second press, here or in another tab, finds the same receipt. */
export async function submitAction(input: z.input<typeof submitSchema>) {
  return runAction(async () => {
    const { declaredAids } = submitSchema.parse(input);
    const given = Object.fromEntries(Object.entries(declaredAids).filter(([, text]) => text !== undefined));
    const { receipt } = await submitAttempt(await requireCandidate(), { declaredAids: given });
    return { receipt };
  });
}

const noteSchema = z.strictObject({
  eventId: z.uuid(),
  note: z.string().max(noteCharactersMax).transform(storableText),
});

export async function noteAction(input: z.input<typeof noteSchema>) {
  return runAction(async () => {
    await noteEvent(await requireCandidate(), noteSchema.parse(input));
    return null;
  });
}
