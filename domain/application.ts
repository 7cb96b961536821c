/**
 * What a position asks about the person rather than the work. Switchable one by one; pay history is off by default,
 * because several countries forbid asking for it. Never shown to scorers, never part of a score.
 */
export const applicationQuestionKeys = [
  'currentPay',
  'expectedPay',
  'noticePeriod',
  'yearsByLanguage',
  'location',
] as const;
export type ApplicationQuestionKey = (typeof applicationQuestionKeys)[number];
export type ApplicationQuestions = Record<ApplicationQuestionKey, boolean>;

export const defaultApplicationQuestions: ApplicationQuestions = {
  currentPay: false,
  expectedPay: false,
  noticePeriod: true,
  yearsByLanguage: true,
  location: true,
};

export const applicationQuestionLabels: Record<ApplicationQuestionKey, string> = {
  currentPay: 'Current CTC (annual pay)',
  expectedPay: 'Expected CTC (annual pay)',
  noticePeriod: 'Notice period',
  yearsByLanguage: 'Years of work with each language',
  location: 'Where you live',
};

export const languageNames = ['Go', 'Java', 'Node.js', 'Python', 'Rust'] as const;

export interface ApplicationAnswers {
  currentPay?: string;
  expectedPay?: string;
  noticePeriod?: string;
  location?: string;
  yearsByLanguage?: Partial<Record<(typeof languageNames)[number], number>>;
}
