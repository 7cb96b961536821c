import { z } from 'zod';
import type { EstimatePart, Tolerance } from '../../domain/grading/estimate-key.ts';
import { refuseRepeats, shortId, strict, text } from './strict.ts';

const numberPart = strict({
  id: shortId,
  ask: text,
  unit: z.string(),
  units: z.record(z.string(), z.number().positive()).optional(),
  answer: z.number(),
  tolerancePercent: z.number().min(0).max(50).optional(),
  toleranceAbsolute: z.number().min(0).optional(),
  accept: z.tuple([z.number(), z.number()]).optional(),
  traps: z.array(strict({ value: z.number(), misconception: text })).default([]),
  weight: z.number().positive().default(1),
})
  .check((context) => {
    const part = context.value;
    const complain = (key: string, message: string) =>
      context.issues.push({ code: 'custom', input: part, path: [key], message });
    const given = [part.tolerancePercent, part.toleranceAbsolute, part.accept].filter(
      (one) => one !== undefined,
    );
    if (given.length !== 1) {
      complain(
        'answer',
        `expected exactly one of tolerancePercent, toleranceAbsolute, accept; got ${given.length}`,
      );
    }
    if (part.units && part.units[part.unit] !== 1) {
      complain('units', `expected the canonical unit "${part.unit}" with factor 1 among the units`);
    }
    if (part.accept && !(part.accept[0] <= part.answer && part.answer <= part.accept[1])) {
      complain('accept', 'expected a range [from, to] that contains the answer');
    }
  })
  .transform(
    ({ tolerancePercent, toleranceAbsolute, accept, units, ...part }): EstimatePart => ({
      form: 'number',
      ...part,
      units: units ?? { [part.unit]: 1 },
      tolerance: toleranceOf(tolerancePercent, toleranceAbsolute, accept),
    }),
  );

function toleranceOf(percent?: number, by?: number, accept?: [number, number]): Tolerance {
  if (accept) return { kind: 'accept', from: accept[0], to: accept[1] };
  if (by !== undefined) return { kind: 'absolute', by };
  return { kind: 'percent', percent: percent ?? 0 };
}

const pickPart = strict({
  id: shortId,
  ask: text,
  options: z.array(strict({ id: shortId, text })).min(2),
  answer: shortId,
  traps: z.array(strict({ value: shortId, misconception: text })).default([]),
  weight: z.number().positive().default(1),
})
  .check((context) => {
    const { options, answer, traps } = context.value;
    const ids = options.map((option) => option.id);
    refuseRepeats(context, ids, (index) => ['options', index, 'id']);
    const complain = (path: PropertyKey[], message: string) =>
      context.issues.push({ code: 'custom', input: answer, path, message });
    if (!ids.includes(answer)) complain(['answer'], `expected one of ${ids.join(', ')}`);
    traps.forEach((trap, index) => {
      if (!ids.includes(trap.value)) complain(['traps', index, 'value'], `expected one of ${ids.join(', ')}`);
    });
  })
  .transform((part): EstimatePart => ({ form: 'pick', ...part }));

export const estimateYamlSchema = strict({
  parts: z
    .array(z.union([numberPart, pickPart]))
    .min(1)
    .check((context) =>
      refuseRepeats(
        context,
        context.value.map((part) => part.id),
        (index) => [index, 'id'],
      ),
    ),
  worked: text,
});

export type EstimateYaml = z.infer<typeof estimateYamlSchema>;
