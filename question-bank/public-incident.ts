import type {
  EvidenceGroup,
  Incident,
  IncidentChart,
  IncidentClock,
  IncidentHarm,
} from '../domain/incident/incident.ts';

/** What a browser may hold of an incident before anything was paid for: no card's content, no outcome, no marks. */
export interface PublicIncident {
  kind: 'incident';
  clock: IncidentClock;
  harm: IncidentHarm;
  panels: IncidentChart[];
  cards: { id: string; group: EvidenceGroup; title: string; minutes: number }[];
  actions: { id: string; text: string; minutes: number }[];
  cause: { id: string; text: string }[];
  component: { id: string; text: string }[];
  durable: { pick: number; options: { id: string; text: string }[] };
}

export function publicIncident(incident: Incident): PublicIncident {
  const { clock, harm, panels, cards, actions, diagnosis } = incident;
  return {
    kind: 'incident',
    clock: { startsAt: clock.startsAt, onCallAt: clock.onCallAt, budget: clock.budget },
    harm: { unit: harm.unit, perMinute: harm.perMinute },
    panels: panels.map(publicChart),
    cards: cards.map(({ id, group, title, minutes }) => ({ id, group, title, minutes })),
    actions: actions.map(({ id, text, minutes }) => ({ id, text, minutes })),
    cause: diagnosis.cause.map(idAndText),
    component: diagnosis.component.map(idAndText),
    durable: { pick: diagnosis.durable.pick, options: diagnosis.durable.options.map(idAndText) },
  };
}

function publicChart({ id, title, note, unit, lines, limit, marks }: IncidentChart): IncidentChart {
  return {
    id,
    title,
    ...(note === undefined ? {} : { note }),
    unit,
    lines: lines.map(({ label, points, noisePercent }) => ({ label, points, noisePercent })),
    ...(limit === undefined ? {} : { limit: { label: limit.label, value: limit.value } }),
    marks: marks.map(({ at, label, main }) => ({ at, label, main })),
  };
}

function idAndText({ id, text }: { id: string; text: string }): { id: string; text: string } {
  return { id, text };
}
