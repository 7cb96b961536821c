import { z } from 'zod';
import { dimensionSchema } from './question-yaml.ts';
import { refuseRepeats, shortId, strict, text } from './strict.ts';

/** Four observable behaviours, from harmful or absent (1) to raising the team's level (4). */
export const anchorsSchema = strict({ 1: text, 2: text, 3: text, 4: text });

export const rubricYamlSchema = strict({
  opening: text,
  probes: z.array(text).min(1),
  twists: z
    .array(strict({ id: shortId, text, listenFor: text }))
    .min(1)
    .check((context) =>
      refuseRepeats(
        context,
        context.value.map((twist) => twist.id),
        (index) => [index, 'id'],
      ),
    ),
  anchors: z.partialRecord(dimensionSchema, anchorsSchema),
  mustName: z.array(text).default([]),
  redFlags: z.array(text).default([]),
});

export type Rubric = z.infer<typeof rubricYamlSchema>;
export type Anchors = z.infer<typeof anchorsSchema>;
