import { z } from 'zod';
import { dimensionCodes } from '../../domain/dimension.ts';
import { dimensionSchema } from './question-yaml.ts';
import { anchorsSchema } from './rubric-yaml.ts';
import { refuseRepeats, shortId, slug, strict, text } from './strict.ts';

const seedCode = z.string().regex(/^[A-Z]{2}\d{1,2}[a-g]?$/, 'expected a seed code such as RS4 or GH2c');

/** `competencies.yaml`: what is assessed, as behaviours an interviewer can see. */
export const competenciesYamlSchema = strict({
  dimensions: z
    .array(
      strict({
        code: dimensionSchema,
        name: text,
        predicts: text,
        subSkills: z.array(strict({ text, seeds: z.array(seedCode) })).min(1),
        levels: anchorsSchema,
      }),
    )
    .check((context) => {
      const codes = context.value.map((dimension) => dimension.code);
      refuseRepeats(context, codes, (index) => [index, 'code']);
      const missing = dimensionCodes.filter((code) => !codes.includes(code));
      if (missing.length === 0) return;
      const message = `expected all nine dimensions, missing ${missing.join(', ')}`;
      context.issues.push({ code: 'custom', input: codes, path: [], message });
    }),
});

/** `seeds.yaml`: the lines of the role's own description that the bank must cover. */
export const seedsYamlSchema = strict({
  items: z
    .array(strict({ code: seedCode, text }))
    .min(1)
    .check((context) =>
      refuseRepeats(
        context,
        context.value.map((item) => item.code),
        (index) => [index, 'code'],
      ),
    ),
});

/** `families.yaml`: questions that give each other away; never two of one family in a form. */
export const familiesYamlSchema = strict({
  families: z.array(strict({ id: shortId, title: text, questions: z.array(slug).min(1) })).check((context) =>
    refuseRepeats(
      context,
      context.value.map((family) => family.id),
      (index) => [index, 'id'],
    ),
  ),
});

export type Competency = z.infer<typeof competenciesYamlSchema>['dimensions'][number];
export type SeedItem = z.infer<typeof seedsYamlSchema>['items'][number];
export type Family = z.infer<typeof familiesYamlSchema>['families'][number];
