import { describe, expect, test } from 'vitest';
import { type WorkerSpeech, workerMessageSchema } from '../protocol/message.ts';
import { Transcript } from './transcript.ts';

const job = 'job-1';
const outcome = {
  passed: true,
  status: 'ok' as const,
  message: 'Passed',
  input: null,
  expected: null,
  actual: null,
  error: null,
  wallMs: 1,
  cpuMs: 1,
  memoryBytes: 1,
};
const planned = {
  name: 'a',
  title: 'A',
  visible: true,
  weight: 0.5,
  wallMs: 1_000,
  cpuMs: 1_000,
  memoryMb: 64,
};
const plan: WorkerSpeech = {
  type: 'plan',
  job,
  checks: [planned, { ...planned, name: 'b', visible: false }],
};
const begun: WorkerSpeech = { type: 'begun', job };
const line = { level: 'log' as const, text: 'x', atMs: 0 };
const done: WorkerSpeech = {
  type: 'done',
  job,
  status: 'ok',
  error: null,
  value: 'null',
  wallMs: 1,
  cpuMs: 1,
  memoryBytes: 1,
  retire: false,
};

function tell(kind: 'module' | 'checks', speeches: WorkerSpeech[], from = 0): Transcript {
  const transcript = new Transcript(job, kind, from);
  for (const speech of speeches) transcript.accept(workerMessageSchema.parse(speech));
  return transcript;
}

describe('only the order that a worker in its right mind keeps is believed', () => {
  test('a whole run of checks is taken down', () => {
    const transcript = tell('checks', [
      plan,
      begun,
      { type: 'check-begun', job, index: 0 },
      { type: 'console', job, lines: [line] },
      { type: 'check', job, index: 0, outcome: { ...outcome, input: '1' } },
      { type: 'check-begun', job, index: 1 },
      { type: 'check', job, index: 1, outcome: { ...outcome, passed: false, status: 'time-limit' } },
      done,
    ]);
    expect(transcript.ended).toBe(true);
    expect(transcript.outcomes.map(({ index }) => index)).toEqual([0, 1]);
    expect(transcript.console).toHaveLength(1);
  });

  test('a later leg goes on where the earlier one lost its worker', () => {
    const transcript = tell('checks', [plan, begun, { type: 'check-begun', job, index: 1 }], 1);
    expect(transcript.current).toBe(1);
  });

  const second: WorkerSpeech = { type: 'check-begun', job, index: 1 };
  const first: WorkerSpeech = { type: 'check-begun', job, index: 0 };
  const refused: Array<[string, 'module' | 'checks', WorkerSpeech[]]> = [
    ['a second ready', 'module', [{ type: 'ready', protocol: 2 }]],
    ['another job', 'module', [{ type: 'begun', job: 'job-2' }]],
    ['done before begun', 'module', [done]],
    ['begun twice', 'module', [begun, begun]],
    ['anything after done', 'module', [begun, done, { type: 'console', job, lines: [line] }]],
    ['done twice', 'module', [begun, done, done]],
    ['a plan for a module', 'module', [plan]],
    ['a check for a module', 'module', [begun, first]],
    ['checks without a plan', 'checks', [begun]],
    ['a second plan', 'checks', [plan, plan]],
    ['a plan after the guest has begun', 'checks', [plan, begun, plan]],
    ['a skipped check', 'checks', [plan, begun, second]],
    ['a check of no plan', 'checks', [plan, begun, { type: 'check-begun', job, index: 7 }]],
    [
      'the outcome of another check',
      'checks',
      [plan, begun, first, { type: 'check', job, index: 1, outcome }],
    ],
    [
      'an outcome twice',
      'checks',
      [
        plan,
        begun,
        first,
        { type: 'check', job, index: 0, outcome },
        { type: 'check', job, index: 0, outcome },
      ],
    ],
    ['the end in the middle of a check', 'checks', [plan, begun, first, done]],
    ['a verdict of its own for checks', 'checks', [plan, begun, { ...done, status: 'error' }]],
    [
      'passed although stopped',
      'checks',
      [plan, begun, first, { type: 'check', job, index: 0, outcome: { ...outcome, status: 'time-limit' } }],
    ],
    ['console between checks', 'checks', [plan, begun, { type: 'console', job, lines: [line] }]],
    [
      'more host time than there is',
      'checks',
      [plan, begun, first, { type: 'host-time', job, ms: 19_000 }, { type: 'host-time', job, ms: 19_000 }],
    ],
  ];
  test.each(refused)('%s is refused', (_name, kind, speeches) => {
    expect(() => tell(kind, speeches)).toThrow();
  });

  test('a hidden check tells nothing: neither its values nor its console', () => {
    const hidden: WorkerSpeech[] = [plan, begun, first, { type: 'check', job, index: 0, outcome }, second];
    expect(() => tell('checks', [...hidden, { type: 'console', job, lines: [line] }])).toThrow();
    expect(() =>
      tell('checks', [...hidden, { type: 'check', job, index: 1, outcome: { ...outcome, actual: '1' } }]),
    ).toThrow();
    expect(() => tell('checks', [...hidden, { type: 'check', job, index: 1, outcome }])).not.toThrow();
  });
});

describe('the form of each message is held against a strict schema', () => {
  const bad: Array<[string, unknown]> = [
    ['an unknown type', { type: 'verdict', job, passed: true }],
    ['an extra field', { ...done, score: 1 }],
    ['a missing field', { type: 'done', job, status: 'ok' }],
    ['a status that is none', { ...done, status: 'passed' }],
    ['a value that is not JSON', { ...done, value: '{' }],
    ['a value nested too deeply', { ...done, value: '['.repeat(5_000) + ']'.repeat(5_000) }],
    ['a value that is too long', { ...done, value: JSON.stringify('x'.repeat(300_000)) }],
    ['no number', { ...done, cpuMs: Number.NaN }],
    ['a negative time', { ...done, wallMs: -1 }],
    ['a line that is too long', { type: 'console', job, lines: [{ ...line, text: 'x'.repeat(20_000) }] }],
    ['a level that is none', { type: 'console', job, lines: [{ ...line, level: 'fatal' }] }],
    ['a weight above one', { ...plan, checks: [{ ...planned, weight: 2 }] }],
    ['null', null],
    ['a list', [done]],
  ];
  test.each(bad)('%s is refused', (_name, message) => {
    expect(workerMessageSchema.safeParse(message).success).toBe(false);
  });
});
