import { z } from 'zod';
import { evidenceGroups } from '../../domain/incident/incident.ts';
import { refuseRepeats, shortId, strict, text } from './strict.ts';

const clockTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as "14:09", in quotes');
const minutes = z.number().int().min(1).max(10);
/** Printed as it stands, so a number in a file is text here. */
const cell = z.union([z.string(), z.number()]).transform(String);

const line = strict({
  label: text,
  points: z.array(z.tuple([z.number().min(0), z.number().min(0)])).min(1),
  noisePercent: z.number().min(0).max(50).default(4),
});

const chartFields = {
  id: shortId,
  title: text,
  note: text.optional(),
  unit: z.string(),
  lines: z.array(line).min(1).max(5),
  limit: strict({ label: text, value: z.number() }).optional(),
  marks: z
    .array(strict({ at: z.number().min(0), label: text, main: z.boolean().default(false) }))
    .refine((marks) => marks.filter((mark) => mark.main).length <= 1, 'expected at most one main mark')
    .default([]),
};

const logLine = z
  .tuple([text, z.enum(['debug', 'info', 'warn', 'error']), text, text])
  .transform(([time, level, source, message]) => ({ time, level, source, message }));

const block = z.discriminatedUnion('form', [
  strict({ form: z.literal('text'), text }),
  strict({ form: z.literal('log'), lines: z.array(logLine).min(1) }),
  strict({
    form: z.literal('table'),
    caption: text.optional(),
    columns: z.array(text).min(1),
    rows: z.array(z.array(cell)).min(1),
  }).refine((table) => table.rows.every((row) => row.length === table.columns.length), {
    error: 'expected as many cells in each row as there are columns',
    path: ['rows'],
  }),
  strict({ form: z.literal('chart'), ...chartFields }),
  strict({
    form: z.literal('trace'),
    caption: text,
    spans: z
      .array(
        strict({
          name: text,
          service: text,
          at: z.number().min(0),
          takes: z.number().min(0),
          depth: z.number().int().min(0).max(6).default(0),
        }),
      )
      .min(1),
  }),
  strict({ form: z.literal('code'), caption: text.optional(), text: z.string().min(1) }),
]);

const shows = z.array(block).min(1);
const marks = z.enum(['full', 'half', 'none']).default('none');

const option = strict({ id: shortId, text, marks, because: text });
const options = z
  .array(option)
  .min(4)
  .check((context) => refuseRepeatedIds(context))
  .refine((list) => list.some((one) => one.marks === 'full'), 'expected one with "marks: full"');

function refuseRepeatedIds(context: z.core.ParsePayload<{ id: string }[]>): void {
  refuseRepeats(
    context,
    context.value.map((one) => one.id),
    (index) => [index, 'id'],
  );
}

/** `incident.yaml`: the whole board. What of it is shown when is said in `domain/incident/incident.ts`. */
export const incidentYamlSchema = strict({
  clock: strict({ startsAt: clockTime, onCallAt: clockTime, budget: z.number().int().min(10).max(90) }),
  harm: strict({ unit: text, perMinute: z.number().positive() }),
  panels: z
    .array(strict(chartFields))
    .min(3)
    .max(5)
    .check((context) => refuseRepeatedIds(context)),
  cards: z
    .array(strict({ id: shortId, group: z.enum(evidenceGroups), title: text, minutes, shows }))
    .min(1)
    .check((context) => refuseRepeatedIds(context)),
  actions: z
    .array(
      strict({
        id: shortId,
        text,
        minutes,
        harm: z.number().min(0).max(3),
        outcome: text,
        marks,
        because: text,
      }),
    )
    .min(3)
    .check((context) => refuseRepeatedIds(context))
    .refine((list) => list.some((one) => one.marks === 'full'), 'expected one with "marks: full"'),
  diagnosis: strict({
    cause: options,
    component: options,
    durable: strict({ pick: z.number().int().min(1).max(4), options }).refine(
      (durable) => durable.options.filter((one) => one.marks === 'full').length >= durable.pick,
      'expected at least as many options with "marks: full" as may be picked',
    ),
  }),
  evidence: z.array(z.array(shortId).min(1)).min(1).max(4),
});

/** `incident.<runtime>.yaml`: what reads differently in a runtime, by the ids of incident.yaml. Nothing else can differ. */
export const incidentVariantSchema = strict({
  panels: z.record(shortId, strict({ title: text.optional(), note: text.optional() })).default({}),
  cards: z.record(shortId, strict({ title: text.optional(), shows: shows.optional() })).default({}),
  actions: z.record(shortId, strict({ text: text.optional(), outcome: text.optional() })).default({}),
  /** Texts of options of all three parts of the diagnosis. */
  options: z.record(shortId, text).default({}),
});
export type IncidentVariant = z.infer<typeof incidentVariantSchema>;

/** `reference.yaml` and `wrong/<check>--<why>.yaml`. Steps are `card:<id>` and `action:<id>`, in order. */
export const investigationYamlSchema = strict({
  steps: z
    .array(
      z
        .string()
        .regex(/^(?:card|action):[a-z0-9-]+$/, 'expected "card:<id>" or "action:<id>"')
        .transform((step) => {
          const [kind = '', id = ''] = step.split(':');
          return { kind: kind === 'action' ? ('action' as const) : ('card' as const), id };
        }),
    )
    .default([]),
  evidence: z.array(shortId).default([]),
  cause: z.string().default(''),
  component: z.string().default(''),
  durable: z.array(shortId).default([]),
  postmortem: z.string().default(''),
});
