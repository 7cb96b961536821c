import { z } from 'zod';
import { type EvidenceBlock, evidenceGroups, type Incident, type InvestigationStep } from './incident.ts';
import { replayInvestigation } from './investigation.ts';

/** What a browser gets of an investigation: the steps taken, each with what it showed, and where time and harm stand. */
const chart = {
  id: z.string(),
  title: z.string(),
  note: z.string().optional(),
  unit: z.string(),
  lines: z.array(
    z.object({
      label: z.string(),
      points: z.array(z.tuple([z.number(), z.number()])),
      noisePercent: z.number(),
    }),
  ),
  limit: z.object({ label: z.string(), value: z.number() }).optional(),
  marks: z.array(z.object({ at: z.number(), label: z.string(), main: z.boolean() })),
};

const block = z.discriminatedUnion('form', [
  z.object({ form: z.literal('text'), text: z.string() }),
  z.object({
    form: z.literal('log'),
    lines: z.array(
      z.object({
        time: z.string(),
        level: z.enum(['debug', 'info', 'warn', 'error']),
        source: z.string(),
        message: z.string(),
      }),
    ),
  }),
  z.object({
    form: z.literal('table'),
    caption: z.string().optional(),
    columns: z.array(z.string()),
    rows: z.array(z.array(z.string())),
  }),
  z.object({ form: z.literal('chart'), ...chart }),
  z.object({
    form: z.literal('trace'),
    caption: z.string(),
    spans: z.array(
      z.object({
        name: z.string(),
        service: z.string(),
        at: z.number(),
        takes: z.number(),
        depth: z.number(),
      }),
    ),
  }),
  z.object({ form: z.literal('code'), caption: z.string().optional(), text: z.string() }),
]) satisfies z.ZodType<EvidenceBlock>;

const entry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('card'),
    id: z.string(),
    group: z.enum(evidenceGroups),
    title: z.string(),
    fromMinute: z.number(),
    toMinute: z.number(),
    shows: z.array(block),
  }),
  z.object({
    kind: z.literal('action'),
    id: z.string(),
    title: z.string(),
    fromMinute: z.number(),
    toMinute: z.number(),
    outcome: z.string(),
    harmFactor: z.number(),
  }),
]);

export const investigationViewSchema = z.object({
  entries: z.array(entry),
  spentMinutes: z.number(),
  leftMinutes: z.number(),
  /** Minutes of harm at the full rate until now, and the factor on the rate now. */
  harmMinutes: z.number(),
  harmFactor: z.number(),
});
export type InvestigationView = z.infer<typeof investigationViewSchema>;
export type InvestigationViewEntry = InvestigationView['entries'][number];

export const investigationStepSchema = z.strictObject({
  kind: z.enum(['card', 'action']),
  id: z.string().min(1).max(80),
});

/** Built key by key: marks and reasons of an action stay where they are. */
export function investigationView(
  incident: Incident,
  steps: readonly InvestigationStep[],
): InvestigationView {
  const state = replayInvestigation(incident, steps);
  return {
    entries: state.steps.flatMap(({ step, fromMinute, toMinute }): InvestigationViewEntry[] => {
      const times = { id: step.id, fromMinute, toMinute };
      if (step.kind === 'card') {
        const card = incident.cards.find((one) => one.id === step.id);
        if (!card) return [];
        return [{ kind: 'card', ...times, group: card.group, title: card.title, shows: card.shows }];
      }
      const action = incident.actions.find((one) => one.id === step.id);
      if (!action) return [];
      const { text, outcome, harm } = action;
      return [{ kind: 'action', ...times, title: text, outcome, harmFactor: harm }];
    }),
    spentMinutes: state.spentMinutes,
    leftMinutes: state.leftMinutes,
    harmMinutes: state.harmMinutes,
    harmFactor: state.harmFactor,
  };
}
