import type { StaffAttempt } from '../../../../../server/staff-attempt/read-staff-attempt.ts';

export const statusTexts: Record<StaffAttempt['status'], string> = {
  invited: 'Invited',
  accepted: 'Invitation accepted',
  running: 'Running',
  submitted: 'Submitted, grading',
  graded: 'Graded',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  lapsed: 'Not started in time',
};

export const requestTexts: Record<StaffAttempt['requests'][number]['kind'], string> = {
  'more-days': 'Asks for more days',
  accommodation: 'Asks for an accommodation',
  time: 'Asks for time',
  'late-edits': 'Asks to count late edits',
  problem: 'Reports a problem',
  'human-review': 'Asks for a review by people',
  withdraw: 'Has withdrawn',
};

export const outcomeTexts = { granted: 'Granted', refused: 'Refused', answered: 'Answered' } as const;

export const basisTexts: Record<NonNullable<StaffAttempt['grants']>[number]['basis'], string> = {
  outage: 'Measured outage',
  'browser-gap': 'Gap of a browser',
  accommodation: 'Accommodation',
  other: 'Other',
};
