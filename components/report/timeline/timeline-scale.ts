import type { ReportTimeline } from '../types.ts';

/** The axis runs from 0 to the last thing that happened; everything is drawn as percent of it. */
export function timelineEnd(timeline: ReportTimeline): number {
  return Math.max(
    1,
    ...timeline.sections.map((span) => span.to),
    ...timeline.questions.map((span) => span.to),
    ...timeline.runs.map((run) => run.at),
    ...timeline.marks.map((mark) => mark.at),
  );
}

export function percentAt(position: number, end: number): number {
  return Math.min(100, Math.max(0, (position / end) * 100));
}

export const shareText = (percent: number): string => `${Math.round(percent)}%`;

/** The section that a position lies in, for the table. */
export function sectionAt(timeline: ReportTimeline, position: number): string {
  const section = timeline.sections.find((span) => position >= span.from && position <= span.to);
  return section ? `Section ${section.number}` : '–';
}
