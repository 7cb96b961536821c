'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { type ActionResult, runAction } from '../../../../../server/form-action.ts';
import { decisionOutcomes, recordDecision } from '../../../../../server/report/record-decision.ts';
import { requireStaff } from '../../../../../server/session.ts';

const input = z.strictObject({ attemptId: z.uuid(), outcome: z.enum(decisionOutcomes), reason: z.string() });

export async function decide(value: unknown): Promise<ActionResult> {
  return runAction(async () => {
    const decision = input.parse(value);
    await recordDecision(await requireStaff(), decision);
    revalidatePath(`/attempts/${decision.attemptId}/report`);
    return null;
  });
}
