import type {
  EvidenceGroup,
  IncidentChart,
  IncidentClock,
  IncidentHarm,
} from '../../domain/incident/incident.ts';

interface IdAndText {
  id: string;
  text: string;
}

/** What the page holds of an incident: titles and costs, and nothing of what a card shows before it was opened. */
export interface IncidentQuestionView {
  clock: IncidentClock;
  harm: IncidentHarm;
  panels: readonly IncidentChart[];
  cards: readonly { id: string; group: EvidenceGroup; title: string; minutes: number }[];
  actions: readonly { id: string; text: string; minutes: number }[];
  cause: readonly IdAndText[];
  component: readonly IdAndText[];
  durable: { pick: number; options: readonly IdAndText[] };
}

/** A question of the form by its number, or the practice one, whose steps live in the page alone. */
export type IncidentTarget = { itemNumber: number } | { practice: true };
