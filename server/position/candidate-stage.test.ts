/**
 * Guarantee: every candidate has one stage and one next action, and nobody who waits for us is hidden behind "none". If
 * this fails, a candidate is forgotten in a list.
 */
import { describe, expect, it } from 'vitest';
import {
  actionHref,
  needsManager,
  nextActionOf,
  type StageFacts,
  stageOf,
  stageText,
  tabOf,
} from './candidate-stage.ts';

const base: StageFacts = {
  status: 'graded',
  startByMs: 0,
  live: false,
  openSection: null,
  sectionCount: 3,
  needsRaters: true,
  raters: [],
  openRequests: 0,
  lateEditsUndecided: false,
  decision: null,
  followUpMissing: false,
  viewerOwesRating: false,
};
const rater = (name: string, submitted: boolean) => ({ id: name, name, submitted });

describe('next action', () => {
  it.each<[string, Partial<StageFacts>, string]>([
    [
      'an open request comes first, even after a decision',
      { openRequests: 2, decision: 'offer' },
      'answer-request',
    ],
    ['a request of somebody who runs', { status: 'running', openRequests: 1 }, 'answer-request'],
    ['an invitation waits for the candidate', { status: 'invited' }, 'remind'],
    ['a lapsed invitation', { status: 'lapsed' }, 'extend-start'],
    ['nobody to rate', {}, 'assign-raters'],
    ['one rater of one', { raters: [rater('A', true)] }, 'assign-second-rater'],
    ['a rater is missing', { raters: [rater('A', true), rater('B', false)] }, 'wait'],
    ['all raters are done', { raters: [rater('A', true), rater('B', true)] }, 'record-decision'],
    [
      'a result that waits for its live follow-up',
      { raters: [rater('A', true), rater('B', true)], followUpMissing: true },
      'plan-follow-up',
    ],
    ['nothing to rate', { needsRaters: false }, 'record-decision'],
    ['on hold is still to be decided', { needsRaters: false, decision: 'hold' }, 'record-decision'],
    ['late edits before a decision', { needsRaters: false, lateEditsUndecided: true }, 'decide-late-edits'],
    ['the viewer owes a rating', { raters: [rater('A', false)], viewerOwesRating: true }, 'score'],
    ['decided', { needsRaters: false, decision: 'decline' }, 'none'],
    ['submitted and not graded yet', { status: 'submitted' }, 'wait'],
  ])('%s', (_, facts, kind) => {
    expect(nextActionOf({ ...base, ...facts }).kind).toBe(kind);
  });

  it('names whom it waits for', () => {
    const action = nextActionOf({ ...base, raters: [rater('Tove', false), rater('Ruben', false)] });
    expect(action).toEqual({ kind: 'wait', text: 'Waiting for Tove, Ruben' });
    expect(needsManager(action)).toBe(false);
  });

  it('leads to a page of the attempt', () => {
    expect(actionHref('x', { kind: 'record-decision' })).toBe('/attempts/x/report');
    expect(actionHref('x', { kind: 'answer-request', count: 1 })).toBe('/attempts/x#requests');
  });
});

describe('stage', () => {
  it('puts a reopened attempt back among the running, whatever was decided before', () => {
    const stage = stageOf({ ...base, status: 'running', decision: 'advance', openSection: 2 });
    expect(stageText(stage)).toBe('In section 2 of 3');
    expect(tabOf(stage)).toBe('active');
  });

  it('says of a live session that it is going on: it has no sections and no clock', () => {
    const running = { ...base, status: 'running', live: true, sectionCount: 1 } as const;
    expect(stageText(stageOf(running))).toBe('In the live session');
    expect(nextActionOf(running)).toEqual({ kind: 'wait', text: 'The session is going on' });
  });

  it('sorts every status into one tab', () => {
    const tab = (facts: Partial<StageFacts>) => tabOf(stageOf({ ...base, ...facts }));
    expect(tab({ status: 'declined' })).toBe('closed');
    expect(tab({ status: 'withdrawn' })).toBe('closed');
    expect(tab({ status: 'lapsed' })).toBe('closed');
    expect(tab({ status: 'invited' })).toBe('active');
    expect(tab({ decision: 'offer' })).toBe('decided');
    expect(tab({ decision: 'hold', raters: [rater('A', true)] })).toBe('active');
  });
});
