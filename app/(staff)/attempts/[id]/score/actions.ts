'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { storableText } from '../../../../../domain/storable-text.ts';
import { type ActionResult, runAction } from '../../../../../server/form-action.ts';
import { pinEvidence, unpinEvidence } from '../../../../../server/scoring/pin-evidence.ts';
import { scoreDimension } from '../../../../../server/scoring/score-dimension.ts';
import { submitScorecard, writePrivateNotes } from '../../../../../server/scoring/submit-scorecard.ts';
import { requireStaff } from '../../../../../server/session.ts';

const text = z.string().overwrite(storableText);

const ratingInput = z.strictObject({
  attemptId: z.uuid(),
  itemNumber: z.int().min(1),
  dimension: z.string().max(3),
  levelId: z.string().max(20),
  note: text,
  afterSeq: z.int().min(0),
  changeReason: text.max(2_000).optional(),
});

export async function rate(input: unknown): Promise<ActionResult<{ seq: number }>> {
  return runAction(async () => {
    const { changeReason, ...rating } = ratingInput.parse(input);
    return scoreDimension(await requireStaff(), { ...rating, ...(changeReason ? { changeReason } : {}) });
  });
}

const evidenceInput = z.strictObject({
  attemptId: z.uuid(),
  itemNumber: z.int().min(1),
  dimension: z.string().max(3),
  quote: text,
  range: z
    .strictObject({ start: z.int().min(0), end: z.int().min(0), documentSeq: z.int().min(0) })
    .nullable(),
});

export async function pin(
  input: unknown,
): Promise<ActionResult<{ id: string; source: 'recorded' | 'heard' }>> {
  return runAction(async () => pinEvidence(await requireStaff(), evidenceInput.parse(input)));
}

export async function unpin(input: unknown): Promise<ActionResult> {
  return runAction(async () => {
    const parsed = z.strictObject({ attemptId: z.uuid(), evidenceId: z.uuid() }).parse(input);
    await unpinEvidence(await requireStaff(), parsed);
    return null;
  });
}

export async function saveNotes(input: unknown): Promise<ActionResult> {
  return runAction(async () => {
    const parsed = z.strictObject({ attemptId: z.uuid(), text }).parse(input);
    await writePrivateNotes(await requireStaff(), parsed.attemptId, parsed.text);
    return null;
  });
}

export async function submitScores(input: unknown): Promise<ActionResult<{ submittedAt: string }>> {
  return runAction(async () => {
    const { attemptId } = z.strictObject({ attemptId: z.uuid() }).parse(input);
    const { submittedAt } = await submitScorecard(await requireStaff(), attemptId);
    revalidatePath(`/attempts/${attemptId}/score`);
    return { submittedAt: submittedAt.toISOString() };
  });
}
