import { z } from 'zod';
import { objectiveGroupPoints, writtenPercent } from '../../domain/grading/limits.ts';
import { componentKinds, kindTables } from '../../simulation/load/drawing/kinds.ts';
import {
  defaultPrices,
  type Flow,
  type LoadEvent,
  type Measure,
  type Objective,
  objectiveGroups,
  type Profile,
  type Provider,
  type Scenario,
} from '../../simulation/load/scenario.ts';
import {
  designFlowsMax,
  designGradedSeeds,
  designObjectivesMax,
  designProfilesMax,
  profileSecondsMax,
  profileSecondsMin,
} from '../limits.ts';
import { refuseRepeats, shortId, strict, text } from './strict.ts';

const share = z.number().min(0).max(1);
const atLeast0 = z.number().min(0);
/** A whole second of a profile. */
const second = z.number().int().min(0);
const componentKind = z.enum(componentKinds);
/** What whoever draws may add. Clients and what belongs to others stand in the brief, not in the drawing. */
const paletteKind = componentKind.refine((kind) => kind !== 'clients' && kind !== 'provider', {
  error: 'clients and external systems belong to start.yaml; expected a kind that may be added',
});

/** A bare number of milliseconds has an exponential spread. */
const work = z.union([
  z
    .number()
    .min(0)
    .transform((ms) => ({ ms, cv2: 1 })),
  strict({ ms: atLeast0, cv2: atLeast0.default(1) }),
]);

const flow = strict({
  id: shortId,
  title: text,
  operation: z.enum(['read', 'write']),
  deadlineMs: z.number().positive(),
  clientAttempts: z.number().int().min(1).max(6).default(1),
  cacheable: z.enum(['shared', 'personal', 'never']).default('never'),
  popularity: strict({
    exponent: atLeast0.max(3),
    objects: z.number().int().min(1),
    objectKb: z.number().positive(),
  })
    .nullable()
    .default(null),
  callers: z.number().int().min(1).default(1),
  payloadKb: atLeast0.default(2),
  needs: z.array(componentKind).default([]),
  once: z.boolean().default(false),
  fresh: z.boolean().default(false),
  authenticated: z.boolean().default(false),
  keep: strict({ hotDays: atLeast0, months: atLeast0 }).nullable().default(null),
  handOver: work.nullable().default(null),
  poison: share.default(0),
  work: z.partialRecord(componentKind, work).default({}),
}) satisfies z.ZodType<Flow>;

const provider = strict({
  id: shortId,
  p50Ms: z.number().positive(),
  p99Ms: z.number().positive(),
  limitRps: atLeast0.default(0),
  errorShare: share.default(0),
  ambiguousShare: share.default(0),
}).refine(({ p50Ms, p99Ms }) => p99Ms >= p50Ms, {
  error: 'expected p99Ms to be p50Ms or more',
  path: ['p99Ms'],
}) satisfies z.ZodType<Provider>;

const event = z.discriminatedUnion('kind', [
  strict({ at: second, kind: z.literal('zone-lost'), zone: z.enum(['a', 'b', 'c']), title: text }),
  strict({
    at: second,
    kind: z.literal('provider-down'),
    provider: shortId,
    seconds: z.number().positive(),
    title: text,
  }),
  strict({ at: second, kind: z.literal('workers-down'), seconds: z.number().positive(), title: text }),
  strict({ at: second, kind: z.literal('cache-node-lost'), title: text }),
  strict({ at: second, kind: z.literal('spot-reclaimed'), title: text }),
  strict({ at: second, kind: z.literal('rollout'), everySeconds: z.number().positive(), title: text }),
]) satisfies z.ZodType<LoadEvent>;

/** A bare number is a rate that never changes. */
const traffic = z.union([
  z
    .number()
    .min(0)
    .transform((rate): [number, number][] => [[0, rate]]),
  z
    .array(z.tuple([atLeast0, atLeast0]))
    .min(1)
    .refine(
      (points) => points.every(([at], index) => index === 0 || at >= (points[index - 1]?.[0] ?? 0)),
      'expected seconds in order',
    ),
]);

const profile = strict({
  id: shortId,
  title: text,
  seconds: z.number().int().min(profileSecondsMin).max(profileSecondsMax),
  traffic: z.record(shortId, traffic),
  events: z.array(event).default([]),
})
  .refine(({ seconds, events }) => events.every(({ at }) => at < seconds), {
    error: 'expected every event to happen before the profile ends',
    path: ['events'],
  })
  .refine(
    ({ seconds, traffic: rates }) =>
      Object.values(rates)
        .flat()
        .every(([at]) => at <= seconds),
    {
      error: 'expected no point after the profile ends',
      path: ['traffic'],
    },
  ) satisfies z.ZodType<Profile>;

const price = (value: number) => atLeast0.default(value);
const prices = strict({
  vcpu: price(defaultPrices.vcpu),
  spotFactor: share.default(defaultPrices.spotFactor),
  sqlVcpu: price(defaultPrices.sqlVcpu),
  cacheGb: price(defaultPrices.cacheGb),
  balancer: price(defaultPrices.balancer),
  gatewayPerMillion: price(defaultPrices.gatewayPerMillion),
  queuePerMillion: price(defaultPrices.queuePerMillion),
  partition: price(defaultPrices.partition),
  streamGb: price(defaultPrices.streamGb),
  functionPerGbSecondMillion: price(defaultPrices.functionPerGbSecondMillion),
  cdnPerGb: price(defaultPrices.cdnPerGb),
  crossZonePerGb: price(defaultPrices.crossZonePerGb),
  hotGb: price(defaultPrices.hotGb),
  coldGb: price(defaultPrices.coldGb),
});

/** Three equal shares are written as such by nobody. */
const evenShares: [number, number, number] = [1 / 3, 1 / 3, 1 / 3];
const shareSumTolerance = 0.001;

const scenario = strict({
  flows: z
    .array(flow)
    .min(1)
    .max(designFlowsMax)
    .check((context) => refuseRepeatedIds(context)),
  providers: z
    .array(provider)
    .default([])
    .check((context) => refuseRepeatedIds(context)),
  profiles: z
    .array(profile)
    .min(1)
    .max(designProfilesMax)
    .check((context) => refuseRepeatedIds(context)),
  prices: prices.default(defaultPrices),
  scaleDelaySeconds: atLeast0.default(180),
  failoverSeconds: atLeast0.default(45),
  replicaLagSeconds: atLeast0.default(1),
  functionLimitSeconds: z.number().positive().default(900),
  coldStartMs: atLeast0.default(400),
  zoneShares: z
    .tuple([share, share, share])
    .refine(
      (shares) => Math.abs(shares.reduce((sum, one) => sum + one, 0) - 1) < shareSumTolerance,
      'expected three shares that sum to 1',
    )
    .default(evenShares),
  peakHours: z.number().min(0).max(730).default(60),
}) satisfies z.ZodType<Scenario>;

const quantile = z.number().gt(0).lt(1);
const ofFlow = { flow: shortId };
const measure = z.discriminatedUnion('kind', [
  strict({ kind: z.literal('latency'), ...ofFlow, quantile: quantile.default(0.99) }),
  strict({ kind: z.literal('availability'), ...ofFlow }),
  strict({ kind: z.literal('accepted'), ...ofFlow }),
  strict({ kind: z.literal('refused-within'), ...ofFlow, ms: z.number().positive() }),
  strict({ kind: z.literal('completion'), ...ofFlow, quantile: quantile.default(0.99) }),
  strict({ kind: z.literal('unfinished'), ...ofFlow }),
  strict({ kind: z.literal('lost'), ...ofFlow }),
  strict({ kind: z.literal('duplicates'), ...ofFlow }),
  strict({ kind: z.literal('drained'), since: second, flow: shortId.optional() }),
  strict({ kind: z.literal('utilisation'), component: componentKind }),
  strict({ kind: z.literal('rate'), component: componentKind }),
  strict({ kind: z.literal('throttled'), provider: shortId }),
  strict({ kind: z.literal('amplification') }),
  strict({ kind: z.literal('revocation') }),
  strict({ kind: z.literal('staleness'), ...ofFlow }),
  strict({ kind: z.literal('cost') }),
  strict({ kind: z.literal('changes') }),
  strict({ kind: z.literal('flags') }),
]) satisfies z.ZodType<Measure>;

/** Of these more is better; of all others less is. */
const goodWhenHigh: ReadonlySet<Measure['kind']> = new Set(['availability', 'accepted', 'refused-within']);

const objective = strict({
  id: shortId,
  title: text,
  group: z.enum(objectiveGroups),
  profile: shortId,
  measure,
  window: z.tuple([second, second]).nullable().default(null),
  is: z.enum(['at-most', 'at-least']).optional(),
  limit: z.number(),
}).transform(
  (read): Objective => ({
    ...read,
    is: read.is ?? (goodWhenHigh.has(read.measure.kind) ? 'at-least' : 'at-most'),
  }),
);

const seed = z.number().int().min(1).max(2_147_483_647);

/** What the groups of objectives carry beside the note's share; see `objectiveGroupPoints`. */
const points = strict({
  slo: z.number().int().min(1),
  failure: z.number().int().min(1),
  cost: z.number().int().min(1),
}).refine(({ slo, failure, cost }) => slo + failure + cost === 100 - writtenPercent, {
  error: `expected three numbers that sum to ${100 - writtenPercent}`,
});

/** `design.yaml`: what a drawing is run under and held against. All of it is shown, but for the graded seeds. */
export const designYamlSchema = strict({
  /** What the candidate's own runs use. */
  seed,
  gradedSeeds: z
    .array(seed)
    .length(designGradedSeeds)
    .refine((seeds) => new Set(seeds).size === seeds.length, 'expected different seeds'),
  palette: z.array(paletteKind).min(1),
  /** Ids of components that can neither be removed nor changed. */
  fixed: z.array(shortId).min(1),
  /** What the decision note must say; Markdown. */
  note: text,
  points: points.default(objectiveGroupPoints),
  scenario,
  objectives: z
    .array(objective)
    .min(3)
    .max(designObjectivesMax)
    .check((context) => refuseRepeatedIds(context)),
}).refine((yaml) => !yaml.gradedSeeds.includes(yaml.seed), {
  error: 'expected seeds that the candidate does not run',
  path: ['gradedSeeds'],
});
export type DesignYaml = z.infer<typeof designYamlSchema>;

function refuseRepeatedIds(context: z.core.ParsePayload<readonly { id: string }[]>): void {
  refuseRepeats(
    context,
    context.value.map((one) => one.id),
    (index) => [index, 'id'],
  );
}

/** Flows may be written as a list. */
const settings = z
  .record(
    z.string(),
    z.union([z.number(), z.string(), z.boolean(), z.array(shortId).transform((flows) => flows.join(','))]),
  )
  .default({});

/** A place may be left out: such components are put into columns by their distance from the clients. */
const component = strict({
  id: shortId,
  kind: componentKind,
  label: text.optional(),
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  settings,
}).transform((read) => ({ ...read, label: read.label ?? kindTables[read.kind].name }));

const connection = strict({ id: shortId.optional(), from: shortId, to: shortId, settings }).transform(
  (read) => ({ ...read, id: read.id ?? `${read.from}-${read.to}` }),
);

const note = z.string().default('');

/** `start.yaml`, and any drawing that stands by itself. */
export const drawingYamlSchema = strict({
  note,
  components: z.array(component).min(1),
  connections: z.array(connection).default([]),
});
export type DrawingYaml = z.infer<typeof drawingYamlSchema>;

/** What differs from another drawing. Ids under `change` and `remove` are of components or connections. */
export const drawingChangeYamlSchema = strict({
  from: z.enum(['start', 'reference']),
  note,
  change: z
    .array(strict({ id: shortId, kind: componentKind.optional(), label: text.optional(), settings }))
    .default([]),
  remove: z.array(shortId).default([]),
  add: z.array(component).default([]),
  connect: z.array(connection).default([]),
});
export type DrawingChangeYaml = z.infer<typeof drawingChangeYamlSchema>;
