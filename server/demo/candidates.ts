import type { DimensionCode, Level } from '../../domain/dimension.ts';

export type WrittenAnswer = 'strong' | 'solid' | 'weak' | 'thin';

/** What a demo rater saw in a written answer: a level and the words it rests on. */
export interface DemoRating {
  level: Level;
  quote: string;
}

/** How the demo's raters read each written answer; quotations are exact parts of server/demo/answers/*.md. */
export const demoReadings: Record<WrittenAnswer, Partial<Record<DimensionCode, DemoRating[]>>> = {
  strong: {
    FND: [
      {
        level: 4,
        quote:
          'If the process dies after commit and before the answer, the retry finds the row and replays it.',
      },
      { level: 4, quote: 'each is settled by lookup, not by retry' },
      {
        level: 3,
        quote: 'A key in Redis would leave a window between the two effects, so it is not enough.',
      },
    ],
    TRD: [
      { level: 4, quote: 'a second mail costs a little trust, a second order costs money' },
      { level: 3, quote: 'I expect about one ambiguous capture an hour' },
      { level: 4, quote: 'If a partner cannot send headers, their order number becomes the natural key.' },
    ],
    COM: [
      { level: 3, quote: 'tell the frontend to keep the disabled button as a courtesy, not as the fix' },
      { level: 4, quote: 'it asks "you have an order from Tuesday, send again?"' },
      { level: 3, quote: 'Same key and another body: `422` and nothing happens.' },
    ],
  },
  solid: {
    FND: [
      { level: 3, quote: 'the second one waits on the unique index until the first commits' },
      {
        level: 3,
        quote: 'I save the key with a unique constraint together with the order in one transaction',
      },
      { level: 3, quote: 'If the first one rolls back, the second continues as the first.' },
    ],
    TRD: [
      { level: 2, quote: 'I think that is acceptable for a mobile app' },
      { level: 3, quote: 'A client that retries after more than a day would create a second order.' },
      { level: 2, quote: 'It can be sent twice in rare cases.' },
    ],
    COM: [
      { level: 3, quote: 'Disabling the button helps the normal user but it does not solve it' },
      { level: 3, quote: 'the frontend should know it' },
      { level: 2, quote: 'For old apps in the field that do not send the header' },
    ],
  },
  weak: {
    FND: [
      { level: 1, quote: 'Kafka supports exactly once, so the order would be processed only one time' },
      { level: 1, quote: 'a key made from the hash of the request body with a TTL of 10 minutes' },
      {
        level: 1,
        quote: 'Before inserting the order we check if an order with the same user and same items exists.',
      },
    ],
    TRD: [
      { level: 1, quote: 'Redis is very fast so this does not add latency.' },
      { level: 2, quote: 'This fixes the double tap problem in most of the cases.' },
      { level: 1, quote: 'We should also use a queue like Kafka for the orders' },
    ],
    COM: [
      { level: 2, quote: 'the frontend disables the button after the first tap and shows a spinner' },
      { level: 2, quote: 'we return an error "duplicate order"' },
      { level: 2, quote: 'We should add monitoring for duplicate orders.' },
    ],
  },
  thin: {
    FND: [
      { level: 2, quote: 'the server stores it in Redis with TTL' },
      { level: 2, quote: 'If the key exists we return the cached response.' },
      { level: 2, quote: 'I would use idempotency keys.' },
    ],
    TRD: [
      { level: 1, quote: 'The frontend can also disable the button.' },
      { level: 2, quote: 'I would use idempotency keys.' },
      { level: 1, quote: 'the server stores it in Redis with TTL' },
    ],
    COM: [
      { level: 2, quote: 'I would use idempotency keys.' },
      { level: 1, quote: 'The frontend can also disable the button.' },
      { level: 2, quote: 'The client sends a UUID in the header' },
    ],
  },
};

export interface DemoCandidate {
  name: string;
  email: string;
  /** Chance that an automatically graded question is answered well, 0..1. */
  skill: number;
  /** The known wrong answer that was tried first where a question has it; else chance picks one. */
  triedFirst?: string;
  written: WrittenAnswer;
  /** Hours ago that the attempt was submitted; null while it is not. */
  submittedHoursAgo: number | null;
  /** Which raters have submitted, which only hold a card. */
  rated: readonly string[];
  assigned: readonly string[];
  decision: { outcome: 'advance' | 'offer' | 'hold' | 'decline'; reason: string } | null;
  state: 'invited' | 'accepted' | 'submitted';
}

const open = { rated: [], assigned: [], decision: null } as const;

/** Sixteen people in every state that the pages know. */
export const demoCandidates: readonly DemoCandidate[] = [
  {
    name: 'Ilse Marchetti',
    email: 'ilse@candidates.example',
    skill: 0.92,
    written: 'strong',
    submittedHoursAgo: 70,
    rated: ['ruben', 'shreya', 'tove'],
    assigned: [],
    decision: null,
    state: 'submitted',
  },
  {
    name: 'Tomasz Wierzbicki',
    email: 'tomasz@candidates.example',
    skill: 0.78,
    written: 'solid',
    submittedHoursAgo: 75,
    rated: ['ruben', 'shreya'],
    assigned: [],
    decision: null,
    state: 'submitted',
  },
  {
    name: 'Adaeze Nwosu',
    email: 'adaeze@candidates.example',
    skill: 0.95,
    written: 'strong',
    submittedHoursAgo: 99,
    rated: ['ruben', 'tove'],
    assigned: [],
    decision: {
      outcome: 'advance',
      reason: 'Above the bar in every assessed dimension; invite to the live session.',
    },
    state: 'submitted',
  },
  {
    name: 'Kenji Morimoto',
    email: 'kenji@candidates.example',
    skill: 0.68,
    written: 'solid',
    submittedHoursAgo: 30,
    rated: ['shreya'],
    assigned: ['tove'],
    decision: null,
    state: 'submitted',
  },
  {
    name: 'Priyanka Raghunathan',
    email: 'priyanka@candidates.example',
    skill: 0.74,
    written: 'solid',
    submittedHoursAgo: 26,
    rated: [],
    assigned: ['ruben', 'tove'],
    decision: null,
    state: 'submitted',
  },
  {
    name: 'Luca Ferrand',
    email: 'luca@candidates.example',
    skill: 0.5,
    written: 'thin',
    submittedHoursAgo: 50,
    rated: ['ruben', 'shreya'],
    assigned: [],
    decision: null,
    state: 'submitted',
  },
  {
    name: 'Hanne Solberg',
    email: 'hanne@candidates.example',
    skill: 0.62,
    written: 'solid',
    submittedHoursAgo: 6,
    rated: [],
    assigned: ['ruben'],
    decision: null,
    state: 'submitted',
  },
  {
    name: 'Mateus Cordeiro',
    email: 'mateus@candidates.example',
    skill: 0.3,
    written: 'weak',
    submittedHoursAgo: 120,
    rated: ['ruben', 'shreya', 'tove'],
    assigned: [],
    decision: {
      outcome: 'decline',
      reason: 'Below the bar; two raters saw the crash window missed after a direct question in the prompt.',
    },
    state: 'submitted',
  },
  {
    name: 'Devika Subramanian',
    email: 'devika@candidates.example',
    skill: 0.98,
    written: 'strong',
    submittedHoursAgo: 170,
    rated: ['shreya', 'tove'],
    assigned: [],
    decision: {
      outcome: 'offer',
      reason: 'Strongest written answer so far; references confirm the production experience.',
    },
    state: 'submitted',
  },
  {
    name: 'Emeka Balogun',
    email: 'emeka@candidates.example',
    skill: 0.55,
    written: 'weak',
    submittedHoursAgo: 96,
    rated: ['ruben', 'tove'],
    assigned: [],
    decision: {
      outcome: 'hold',
      reason: 'Code is solid; ask about delivery guarantees in the live session before deciding.',
    },
    state: 'submitted',
  },
  {
    name: 'Saoirse Byrne',
    email: 'saoirse@candidates.example',
    skill: 0.83,
    written: 'solid',
    submittedHoursAgo: 22,
    rated: ['tove'],
    assigned: ['shreya'],
    decision: null,
    state: 'submitted',
  },
  {
    name: 'Wei-Lin Chao',
    email: 'weilin@candidates.example',
    skill: 0.7,
    written: 'thin',
    submittedHoursAgo: 3,
    rated: [],
    assigned: [],
    decision: null,
    state: 'submitted',
  },
  {
    name: 'Yusuf Demirtaş',
    email: 'yusuf@candidates.example',
    skill: 0,
    written: 'thin',
    submittedHoursAgo: null,
    ...open,
    state: 'accepted',
  },
  {
    name: 'Róisín Keane',
    email: 'roisin@candidates.example',
    skill: 0,
    written: 'thin',
    submittedHoursAgo: null,
    ...open,
    state: 'invited',
  },
];
