import type { AttemptRecord, FormRecord } from '../../db/queries/attempts.ts';
import type { PositionRecord } from '../../db/queries/positions.ts';
import { type ApplicationQuestionKey, applicationQuestionKeys } from '../../domain/application.ts';
import type { FormItem, Rules } from '../../domain/form.ts';

export interface OutlineSection {
  number: number;
  title: string;
  /** Of this person: with her extra time. */
  minutes: number;
  canReturn: boolean;
  breakMinutes: number;
  /** How many questions of each kind, in the order in which the kinds appear. */
  questions: { kind: string; count: number }[];
}

/** What a candidate is told about an assessment before it starts: everything but its questions. */
export interface AssessmentOutline {
  positionTitle: string;
  team: string;
  description: string;
  contact: string;
  sections: OutlineSection[];
  /** Of all sections, with extra time, without breaks. */
  minutes: number;
  /** Extra time in percent; 0 for none. */
  extraTimePercent: number;
  /** A live talk about an own solution, in minutes, before which the result does not count; null for none. */
  followUpMinutes: number | null;
  rules: Rules;
  startBy: Date;
  namesHidden: boolean;
  retentionDays: number;
  asks: ApplicationQuestionKey[];
}

export function outlineOf(facts: {
  attempt: AttemptRecord;
  form: FormRecord;
  position: PositionRecord;
}): AssessmentOutline {
  const { attempt, form, position } = facts;
  const sections = form.sections.map((section) => ({
    number: section.number,
    title: section.title,
    minutes: roundMinutes(section.minutes * attempt.timeFactor),
    canReturn: section.canReturn,
    breakMinutes: section.breakMinutes,
    questions: kindCounts(section.items),
  }));
  return {
    positionTitle: position.title,
    team: position.team,
    description: position.description,
    contact: position.contact,
    sections,
    minutes: roundMinutes(form.sections.reduce((sum, one) => sum + one.minutes, 0) * attempt.timeFactor),
    extraTimePercent: Math.round((attempt.timeFactor - 1) * 100),
    followUpMinutes: form.followUp?.minutes ?? null,
    rules: form.rules,
    startBy: attempt.startBy,
    namesHidden: position.namesHidden,
    retentionDays: position.retentionDays,
    asks: applicationQuestionKeys.filter((key) => position.applicationQuestions[key]),
  };
}

/** Half minutes are shown, not hidden: 12.5. */
function roundMinutes(minutes: number): number {
  return Math.round(minutes * 10) / 10;
}

function kindCounts(items: readonly FormItem[]): { kind: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item.kind, (counts.get(item.kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
