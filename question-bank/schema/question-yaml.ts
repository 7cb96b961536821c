import { z } from 'zod';
import { dimensionCodes } from '../../domain/dimension.ts';
import { runtimes } from '../../domain/form.ts';
import { refuseRepeats, shortId, strict, text } from './strict.ts';
import { worldFields } from './world-yaml.ts';

/** The kinds whose questions can be loaded; blueprints may already name the others of domain/kind.ts. */
export const questionKinds = [
  'choice',
  'estimate',
  'code',
  'world',
  'sql',
  'incident',
  'design',
  'discussion',
] as const;

export const runtimeSchema = z.enum(runtimes);
export const dimensionSchema = z.enum(dimensionCodes);
export const levelSchema = z.enum(['mid', 'senior']);

/** Percentages per dimension that sum to 100. */
export const weightsSchema = z
  .partialRecord(dimensionSchema, z.number().int().min(1).max(100))
  .refine((weights) => Object.values(weights).reduce((sum, weight) => sum + weight, 0) === 100, {
    error: (issue) => {
      const values: number[] = Object.values(issue.input ?? {}).filter((value) => typeof value === 'number');
      return `expected weights that sum to 100, got ${values.reduce((sum, value) => sum + value, 0)}`;
    },
  });

const base = {
  id: z.uuid('expected a UUID that never changes once the question is used'),
  title: text,
  level: levelSchema,
  minutes: z.number().int().min(1).max(120),
  weights: weightsSchema,
  seeds: z
    .array(z.string().regex(/^[A-Z]{2}\d{1,2}[a-g]?$/, 'expected a seed code such as RS4 or GH2c'))
    .min(1),
  topics: z.array(text).min(1),
  runtimes: z.array(runtimeSchema).min(1).optional(),
  neutral: z.boolean().default(false),
  /** Asks about what the candidate handed in before: asked only where a blueprint names it, and as often as there is something. */
  aboutOwnWork: z.boolean().default(false),
};

/**
 * A code question says here which checks it has, because the page (how it is scored), the loader (names of wrong
 * answers) and the proof all need it without running `check.ts`. The proof compares it with what `check.ts` reports.
 */
const checkDeclaration = strict({
  name: shortId,
  title: text,
  visible: z.boolean().default(false),
  weight: z.number().positive().default(1),
});

export const questionYamlSchema = z.discriminatedUnion('kind', [
  strict({ ...base, kind: z.literal('choice') }),
  strict({ ...base, kind: z.literal('estimate') }),
  strict({
    ...base,
    kind: z.literal('code'),
    limits: strict({
      wallMs: z.number().int().positive().optional(),
      cpuMs: z.number().int().positive().optional(),
      memoryMb: z.number().int().min(8).optional(),
    }).optional(),
    checks: z
      .array(checkDeclaration)
      .min(2)
      .check((context) =>
        refuseRepeats(
          context,
          context.value.map((check) => check.name),
          (index) => [index, 'name'],
        ),
      ),
  }),
  strict({ ...base, kind: z.literal('world'), ...worldFields }),
  // Its checks stand in checks.yaml, with what they run.
  strict({ ...base, kind: z.literal('sql') }),
  // `postmortem` says what its ratings count for; the rest of the minutes is graded by rules and counts for `weights`.
  strict({ ...base, kind: z.literal('incident'), postmortem: weightsSchema }),
  // The same of the decision note.
  strict({ ...base, kind: z.literal('design'), note: weightsSchema }),
  strict({ ...base, kind: z.literal('discussion') }),
]);

export type QuestionYaml = z.infer<typeof questionYamlSchema>;
export type QuestionKind = (typeof questionKinds)[number];
export type Level = z.infer<typeof levelSchema>;
