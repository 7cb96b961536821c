import { z } from 'zod';
import { refuseRepeats, shortId, strict, text } from './strict.ts';

/** Seeds of a press of Run, of the published full run, and of grading, unless the question says otherwise. */
export const quickSeedsDefault = 50;
export const fullSeedsDefault = 200;
export const gradedSeedsDefault = 200;
export const worldSeedsMax = 1_000;

const seeds = z.number().int().min(1).max(worldSeedsMax);

const invariantDeclaration = strict({
  name: shortId,
  title: text,
  kind: z.enum(['safety', 'liveness', 'performance', 'usefulness']),
  weight: z.number().positive(),
});

const cap = strict({
  /** An invariant's name. */
  broken: shortId,
  atMostPercent: z.number().int().min(0).max(99),
});

/**
 * What question.yaml says of a world besides what every question has. The invariants stand here too, because the page
 * (shares and caps), the loader (names of wrong answers) and the proof need them without running `world.ts`; the proof
 * compares them with what `world.ts` reports.
 */
export const worldFields = {
  limits: strict({
    wallMs: z.number().int().positive().optional(),
    cpuMs: z.number().int().positive().optional(),
    memoryMb: z.number().int().min(8).optional(),
  }).optional(),
  runs: strict({
    quick: seeds.default(quickSeedsDefault),
    full: seeds.default(fullSeedsDefault),
    graded: seeds.min(gradedSeedsDefault).default(gradedSeedsDefault),
  }).prefault({}),
  invariants: z
    .array(invariantDeclaration)
    .min(2)
    .check((context) =>
      refuseRepeats(
        context,
        context.value.map((one) => one.name),
        (index) => [index, 'name'],
      ),
    ),
  caps: z.array(cap).default([]),
};
