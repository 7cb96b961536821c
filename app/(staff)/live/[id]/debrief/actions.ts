'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { reasonCharactersMax } from '../../../../../domain/live/limits.ts';
import { storableText } from '../../../../../domain/storable-text.ts';
import { type ActionResult, runAction } from '../../../../../server/form-action.ts';
import { actInRoom } from '../../../../../server/live/act-in-room.ts';
import { requireStaff } from '../../../../../server/session.ts';

const openInput = z.strictObject({
  attemptId: z.uuid(),
  reason: z.string().overwrite(storableText).max(reasonCharactersMax),
});

export async function openDebrief(input: unknown): Promise<ActionResult> {
  return runAction(async () => {
    const { attemptId, reason } = openInput.parse(input);
    await actInRoom(await requireStaff(), attemptId, { kind: 'open-debrief', reason });
    revalidatePath(`/live/${attemptId}/debrief`);
    return null;
  });
}
