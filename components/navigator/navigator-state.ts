/** What the navigator knows of a question. `locked` questions belong to a section that is not open. */
export type QuestionState = 'unseen' | 'in-progress' | 'answered';

export interface NavigatorQuestion {
  /** 1-based over the whole form. */
  number: number;
  title: string;
  state: QuestionState;
  flagged: boolean;
}

export interface NavigatorSection {
  /** 1-based. */
  number: number;
  title: string;
  open: boolean;
  questions: readonly NavigatorQuestion[];
}

export const stateNames: Record<QuestionState, string> = {
  unseen: 'unseen',
  'in-progress': 'in progress',
  answered: 'answered',
};

export interface NavigatorCounts {
  unseen: number;
  'in-progress': number;
  answered: number;
  flagged: number;
}

export function countStates(sections: readonly NavigatorSection[]): NavigatorCounts {
  const counts: NavigatorCounts = { unseen: 0, 'in-progress': 0, answered: 0, flagged: 0 };
  for (const section of sections) {
    for (const question of section.questions) {
      counts[question.state] += 1;
      if (question.flagged) counts.flagged += 1;
    }
  }
  return counts;
}

/** The question before (-1) or after (+1) the current one among open sections, or null at the end. */
export function neighbour(
  sections: readonly NavigatorSection[],
  current: number,
  step: -1 | 1,
): number | null {
  const open = sections
    .filter((section) => section.open)
    .flatMap((section) => section.questions.map((question) => question.number));
  const at = open.indexOf(current);
  return at < 0 ? null : (open[at + step] ?? null);
}

export function questionLabel(question: NavigatorQuestion, open: boolean): string {
  const parts = [`Question ${question.number}`, stateNames[question.state]];
  if (question.flagged) parts.push('flagged');
  if (!open) parts.push('section not open');
  return `${parts.join(', ')}: ${question.title}`;
}
