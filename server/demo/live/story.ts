/** What was said and written in the demo's session about `di-queue-choice`. Invented, like its people. */
export const discussed = 'di-queue-choice';

export const notes = {
  choices: `## Per workload

Invoice jobs: a table in PostgreSQL. 120,000 a day is small, jobs run for minutes, retries need a due time.
Audit stream: a log with 90 days of retention. Four teams read it again; a queue forgets what was read.
Webhooks: SQS FIFO, message group = customer, so that order holds per customer and one dead endpoint blocks only itself.
`,
  failures: `
## When the other side is down

A job that can never succeed goes to a parked state after five tries. The team that owns the job owns the parked rows.
`,
  duplicates: `
Promise: at least once, in order per key. Consumers keep the message id with their own write, in one transaction.
`,
  asked: 'Q: who is called at night, and can they repair it?\n',
  night:
    'On-call is shared, so two systems at most: PostgreSQL and one log. Webhooks move to the table if SQS is not worth a third.\n',
  weekend: `
600 per second for 70 hours is about 150 million events. At 1,500 per second it takes 28 hours to catch up; the alert is on age.
`,
} as const;

/** One row for each workload, from who sends to who reads. */
export const drawn = {
  parts: [
    { id: 'billing', kind: 'service', label: 'Billing', at: { x: 0, y: 120 } },
    { id: 'jobs', kind: 'database', label: 'Job table', at: { x: 240, y: 0 } },
    { id: 'log', kind: 'storage', label: 'Audit log, 90 days', at: { x: 240, y: 120 } },
    { id: 'hooks', kind: 'queue', label: 'Webhooks by customer', at: { x: 240, y: 240 } },
    { id: 'workers', kind: 'worker', label: 'Job workers', at: { x: 520, y: 0 } },
    { id: 'teams', kind: 'service', label: 'Four teams', at: { x: 520, y: 120 } },
    { id: 'senders', kind: 'worker', label: 'Senders', at: { x: 520, y: 240 } },
  ],
  arrows: [
    ['billing', 'jobs'],
    ['billing', 'log'],
    ['billing', 'hooks'],
    ['jobs', 'workers'],
    ['log', 'teams'],
    ['hooks', 'senders'],
  ],
} as const;

export const code = `// How long does the backlog of a weekend take?
const arrivesPerSecond = 600;
const readsPerSecond = 1_500;
const hoursDown = 70;

const backlog = arrivesPerSecond * hoursDown * 3_600;
const hours = backlog / (readsPerSecond - arrivesPerSecond) / 3_600;
console.log(\`backlog \${(backlog / 1e6).toFixed(0)} million\`);
console.log(\`caught up after \${hours.toFixed(0)} hours, while new events arrive\`);
`;

/** The two cards: each level with the words it rests on. The second rater saw the estimate corrected only by the run. */
export const cards = {
  ruben: [
    { dimension: 'TRD', level: 4, heard: 'Two systems at most, because on-call is shared.', minute: 24 },
    { dimension: 'SYS', level: 4, marked: 'one dead endpoint blocks only itself', minute: 12 },
    { dimension: 'EXP', level: 3, heard: 'A dead-letter queue nobody read, at the last job.', minute: 17 },
  ],
  tove: [
    { dimension: 'TRD', level: 3, marked: 'a queue forgets what was read', minute: 9 },
    {
      dimension: 'SYS',
      level: 2,
      heard: '28 hours forgot that events keep arriving; the run showed 47.',
      minute: 30,
    },
    { dimension: 'EXP', level: 3, heard: 'Names the visibility that is shorter than the work.', minute: 19 },
  ],
} as const;

/** What each of them wrote for nobody else. */
export const privateNotes = {
  ruben: 'Starts from properties, not from brands. Ask at which volume she leaves the table.\n',
  tove: 'The arriving events were missing until the run showed it. Corrected it without a word from us.\n',
} as const;
