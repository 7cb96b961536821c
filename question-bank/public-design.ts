import type { Design } from '../domain/design/design.ts';
import type { ComponentKind } from '../simulation/load/drawing/kinds.ts';
import type { Flow, Measure, Objective, Profile, Provider, Scenario } from '../simulation/load/scenario.ts';
import type { DesignQuestion } from './question.ts';

/**
 * What a browser may hold of a design: everything that a run needs, limits and prices included, for the simulation runs
 * there. Not the graded seeds, the reference, or the drawings that are known to be wrong.
 */
export interface PublicDesign {
  kind: 'design';
  scenario: Scenario;
  objectives: Objective[];
  start: Design;
  /** Ids of components that can neither be removed nor changed. */
  fixed: string[];
  palette: ComponentKind[];
  seed: number;
  /** What the decision note must say; Markdown. */
  note: string;
}

export function publicDesign(question: DesignQuestion): PublicDesign {
  const { scenario, objectives, start, fixed, palette, seed, note } = question;
  return {
    kind: 'design',
    scenario: publicScenario(scenario),
    objectives: objectives.map(({ id, title, group, profile, measure, window, is, limit }) => ({
      ...{ id, title, group, profile, is, limit },
      measure: publicMeasure(measure),
      window: window === null ? null : [window[0], window[1]],
    })),
    start: {
      components: start.components.map(({ id, kind, label, x, y, settings }) => ({
        ...{ id, kind, label, x, y },
        settings: { ...settings },
      })),
      connections: start.connections.map(({ id, from, to, settings }) => ({
        ...{ id, from, to },
        settings: { ...settings },
      })),
    },
    fixed: [...fixed],
    palette: [...palette],
    seed,
    note,
  };
}

function publicScenario(scenario: Scenario): Scenario {
  return {
    flows: scenario.flows.map(publicFlow),
    providers: scenario.providers.map(publicProvider),
    profiles: scenario.profiles.map(publicProfile),
    prices: { ...scenario.prices },
    scaleDelaySeconds: scenario.scaleDelaySeconds,
    failoverSeconds: scenario.failoverSeconds,
    replicaLagSeconds: scenario.replicaLagSeconds,
    functionLimitSeconds: scenario.functionLimitSeconds,
    coldStartMs: scenario.coldStartMs,
    zoneShares: scenario.zoneShares,
    peakHours: scenario.peakHours,
  };
}

function publicFlow(flow: Flow): Flow {
  const { id, title, operation, deadlineMs, clientAttempts, cacheable, popularity, callers } = flow;
  const { payloadKb, needs, once, fresh, authenticated, poison, keep, handOver, work } = flow;
  return {
    ...{ id, title, operation, deadlineMs, clientAttempts, cacheable, callers },
    popularity: popularity && {
      exponent: popularity.exponent,
      objects: popularity.objects,
      objectKb: popularity.objectKb,
    },
    ...{ payloadKb, needs: [...needs], once, fresh, authenticated, poison },
    handOver: handOver && { ms: handOver.ms, cv2: handOver.cv2 },
    keep: keep && { hotDays: keep.hotDays, months: keep.months },
    work: Object.fromEntries(Object.entries(work).map(([kind, { ms, cv2 }]) => [kind, { ms, cv2 }])),
  };
}

function publicProvider(provider: Provider): Provider {
  const { id, p50Ms, p99Ms, limitRps, errorShare, ambiguousShare } = provider;
  return { id, p50Ms, p99Ms, limitRps, errorShare, ambiguousShare };
}

function publicProfile({ id, title, seconds, traffic, events }: Profile): Profile {
  return { id, title, seconds, traffic: { ...traffic }, events: events.map((event) => ({ ...event })) };
}

function publicMeasure(measure: Measure): Measure {
  return { ...measure };
}
