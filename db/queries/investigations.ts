import { and, eq, lte } from 'drizzle-orm';
import type { InvestigationStep } from '../../domain/incident/incident.ts';
import type { Executor } from '../executor.ts';
import { investigationStep } from '../schema/grading.ts';

/** The steps of one investigation in the order in which they were taken. */
export async function listSteps(
  db: Executor,
  at: { attemptId: string; itemNumber: number; atSeq?: number },
): Promise<InvestigationStep[]> {
  const rows = await db
    .select({ kind: investigationStep.kind, id: investigationStep.ref })
    .from(investigationStep)
    .where(
      and(
        eq(investigationStep.attemptId, at.attemptId),
        eq(investigationStep.itemNumber, at.itemNumber),
        at.atSeq === undefined ? undefined : lte(investigationStep.documentSeq, at.atSeq),
      ),
    )
    .orderBy(investigationStep.number);
  return rows;
}

/** All steps of an attempt with their moments. */
export async function listStepFacts(db: Executor, attemptId: string) {
  return db
    .select({
      itemNumber: investigationStep.itemNumber,
      number: investigationStep.number,
      kind: investigationStep.kind,
      ref: investigationStep.ref,
      documentSeq: investigationStep.documentSeq,
      takenAt: investigationStep.takenAt,
    })
    .from(investigationStep)
    .where(eq(investigationStep.attemptId, attemptId))
    .orderBy(investigationStep.takenAt, investigationStep.number);
}

/** The caller holds the attempt's lock and has counted. `takenAt` is for the demo's past; without it, it is now. */
export async function insertStep(
  tx: Executor,
  step: InvestigationStep & {
    attemptId: string;
    itemNumber: number;
    number: number;
    documentSeq: number;
    takenAt?: Date;
  },
): Promise<void> {
  const { id: ref, ...rest } = step;
  await tx.insert(investigationStep).values({ ...rest, ref });
}
