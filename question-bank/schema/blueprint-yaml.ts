import { z } from 'zod';
import { kinds } from '../../domain/kind.ts';
import { blueprintFillPercentMin } from '../limits.ts';
import { dimensionSchema, levelSchema, weightsSchema } from './question-yaml.ts';
import { slug, strict, text } from './strict.ts';

const aidRule = z.enum(['forbidden', 'declared', 'allowed']);

const pickSchema = strict({
  pick: z.number().int().min(1).max(20),
  kind: z.enum(kinds),
  level: levelSchema.optional(),
  /** Least weight, in percent, that a question must give to each of these dimensions. */
  dimension: z.partialRecord(dimensionSchema, z.number().int().min(1).max(100)).optional(),
  /** A question matches when it has at least one of these. */
  topics: z.array(text).min(1).optional(),
  seeds: z.array(z.string()).min(1).optional(),
  /** Exactly these questions, in any order. */
  fixed: z.array(slug).min(1).optional(),
  /** Only questions with a text for the candidate's own language. */
  runtimes: z.boolean().optional(),
}).check((context) => {
  const { fixed, pick } = context.value;
  if (fixed && fixed.length !== pick) {
    const message = `expected ${pick} slugs because pick is ${pick}, got ${fixed.length}`;
    context.issues.push({ code: 'custom', input: fixed, path: ['fixed'], message });
  }
});

export const blueprintYamlSchema = strict({
  slug,
  title: text,
  purpose: text,
  mode: z.enum(['timed', 'live']),
  minutes: z.number().int().min(5).max(480),
  rules: strict({ ai: aidRule, web: aidRule, editor: aidRule }),
  weights: weightsSchema,
  bar: z.number().min(1).max(4),
  gates: z
    .array(
      strict({
        dimension: dimensionSchema,
        raters: z.number().int().min(1).max(5),
        below: z.number().min(1).max(4),
      }),
    )
    .default([]),
  /** The result counts only once an own solution was discussed live and scored, for so many minutes. */
  followUp: strict({ minutes: z.number().int().min(5).max(120) }).optional(),
  sections: z
    .array(
      strict({
        title: text,
        minutes: z.number().int().min(1).max(240),
        canReturn: z.boolean().default(true),
        breakMinutes: z.number().int().min(0).max(60).default(0),
        picks: z.array(pickSchema).min(1),
      }),
    )
    .min(1),
}).check((context) => {
  const { minutes, sections } = context.value;
  const { mode, followUp } = context.value;
  if (mode === 'live' && followUp) {
    const message = 'a live blueprint is a follow-up itself; only a timed one can ask for one';
    context.issues.push({ code: 'custom', input: followUp, path: ['followUp'], message });
  }
  const sum = sections.reduce((total, section) => total + section.minutes, 0);
  if (sum > minutes || sum * 100 < minutes * blueprintFillPercentMin) {
    const least = Math.ceil((minutes * blueprintFillPercentMin) / 100);
    const message = `the sections' minutes sum to ${sum}; expected ${least} to ${minutes}`;
    context.issues.push({ code: 'custom', input: minutes, path: ['minutes'], message });
  }
});

export type Blueprint = z.infer<typeof blueprintYamlSchema>;
export type BlueprintSection = Blueprint['sections'][number];
export type BlueprintPick = BlueprintSection['picks'][number];
