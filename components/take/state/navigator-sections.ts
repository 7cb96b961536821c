import type { NavigatorSection } from '../../navigator/navigator-state.ts';
import type { ClockAnswer } from '../clock/clock-answer.ts';
import type { WorkspaceData } from '../workspace/workspace-types.ts';

/** What this page knows beyond the drawing of the server. */
export interface LiveMarks {
  answered: ReadonlyMap<number, boolean>;
  seen: ReadonlySet<number>;
  flags: ReadonlyMap<number, boolean>;
}

/** The navigator's view: the newest of the page and the server. Titles of sections that are not open stay unknown. */
export function navigatorSections(
  data: Pick<WorkspaceData, 'sections' | 'questions'>,
  clock: Pick<ClockAnswer, 'openSections'>,
  marks: LiveMarks,
): NavigatorSection[] {
  return data.sections.map((section) => ({
    number: section.number,
    title: section.title,
    open: clock.openSections.some((candidate) => candidate.number === section.number),
    questions: section.items.map((item) => {
      const held = data.questions.find((candidate) => candidate.number === item.number);
      const answered = marks.answered.get(item.number) ?? item.answered;
      const seen = item.seen || marks.seen.has(item.number);
      return {
        number: item.number,
        title: held?.question.title ?? `Question ${item.number}`,
        state: answered ? 'answered' : seen ? 'in-progress' : 'unseen',
        flagged: marks.flags.get(item.number) ?? item.flagged,
      };
    }),
  }));
}

export function isFlagged(sections: readonly NavigatorSection[], number: number): boolean {
  return sections.some((section) => section.questions.some((one) => one.number === number && one.flagged));
}
