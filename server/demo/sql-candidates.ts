import type { DemoCandidate } from './candidates.ts';

const graded = { written: 'solid', rated: [], assigned: [], decision: null, state: 'submitted' } as const;
const waiting = {
  written: 'solid',
  rated: [],
  assigned: [],
  decision: null,
  submittedHoursAgo: null,
} as const;

/** People of the screen, which has a question on a real PostgreSQL and nothing that people rate. */
export const screenCandidates: readonly DemoCandidate[] = [
  {
    ...graded,
    name: 'Oluwaseun Bakare',
    email: 'oluwaseun@candidates.example',
    skill: 0.9,
    submittedHoursAgo: 28,
  },
  {
    ...graded,
    name: 'Katrin Vogelsang',
    email: 'katrin@candidates.example',
    skill: 0.6,
    submittedHoursAgo: 52,
  },
  {
    ...graded,
    name: 'Joaquim Teles',
    email: 'joaquim@candidates.example',
    skill: 0.3,
    submittedHoursAgo: 77,
  },
  { ...waiting, name: 'Saoirse Lynch', email: 'saoirse@candidates.example', skill: 0.7, state: 'accepted' },
  { ...waiting, name: 'Batu Erdem', email: 'batu@candidates.example', skill: 0.7, state: 'invited' },
];

/** People of the database specialist's form: SQL, and an incident whose postmortem waits for its rater. */
export const databaseCandidates: readonly DemoCandidate[] = [
  {
    ...graded,
    name: 'Ingrid Haukeland',
    email: 'ingrid@candidates.example',
    assigned: ['shreya'],
    skill: 0.85,
    submittedHoursAgo: 33,
  },
  {
    ...graded,
    name: 'Rafael Quintana',
    email: 'rafael@candidates.example',
    skill: 0.5,
    submittedHoursAgo: 58,
  },
  { ...waiting, name: 'Mei-Ling Zhou', email: 'meiling@candidates.example', skill: 0.7, state: 'invited' },
];
