import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Incident, InvestigationStep } from '../../../domain/incident/incident.ts';
import { type IncidentQuestion, incidentFor } from '../../../question-bank/question.ts';
import { secretStrings } from '../../../question-bank/secret-strings.ts';
import { gradeAttempt } from '../../grading/grade-attempt.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../../test-use-cases.ts';
import { type Invited, insertInvited, passTime, start } from '../invited-fixture.ts';
import { readWorkspace } from '../question/read-workspace.ts';
import { copyAnswers } from '../record/copy-answers.ts';
import { readInvestigation } from './read-investigation.ts';
import { takeStep } from './take-step.ts';

let database: UseCaseDatabase;
let invited: Invited;
let principal: CandidatePrincipal;
let question: IncidentQuestion;
/** The candidate's own: an incident may read differently in her language. */
let board: Incident;
const itemNumber = 1;
const target = { itemNumber };
const take = (step: InvestigationStep) => takeStep(principal, { target, step });
const card = (index: number): InvestigationStep => ({
  kind: 'card',
  id: board.cards[index]?.id ?? '',
});
const rows = () => database.sql`
  select number, kind, ref from investigation_step where attempt_id = ${invited.attemptId} order by number`;

beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  invited = await insertInvited(database.sql, { sections: [{ minutes: 60 }], kinds: ['incident'] });
  principal = await start(database.sql, invited);
  const [first] = invited.questions;
  if (first?.kind !== 'incident') throw new Error('the fixture has no incident');
  question = first;
  const [row] = await database.sql`select runtime from attempt where id = ${invited.attemptId}`;
  board = incidentFor(question, row?.runtime ?? null);
});

// Guarantee: what a card shows reaches a browser when its minutes were paid and not before; minutes are spent once, whatever
// two tabs or a repeated request do; and the steps are the server's own record.
describe('steps of an investigation', () => {
  it('cost their minutes once and show what was paid for', async () => {
    const [first, second] = board.cards;
    const view = await take(card(0));
    expect(view).toMatchObject({
      spentMinutes: first?.minutes,
      entries: [{ id: first?.id, shows: first?.shows }],
    });
    expect(await take(card(0))).toEqual(view);
    const both = await take(card(1));
    expect(both.spentMinutes).toBe((first?.minutes ?? 0) + (second?.minutes ?? 0));
    expect(await rows()).toMatchObject([
      { number: 1, ref: first?.id },
      { number: 2, ref: second?.id },
    ]);
    expect(await readInvestigation(principal, itemNumber)).toEqual(both);
  });

  it('taken at once in two tabs are taken one after the other, each once', async () => {
    const steps = [card(0), card(1), card(0), card(2), card(1)];
    await Promise.all(steps.map(take));
    const taken = await rows();
    expect(taken.map((row) => row.number)).toEqual([1, 2, 3]);
    expect(new Set(taken.map((row) => row.ref)).size).toBe(3);
  });

  it('end with the budget, and what is refused leaves no row', async () => {
    const { cards, clock } = board;
    let spent = 0;
    for (const { id, minutes } of cards) {
      if (spent + minutes > clock.budget) {
        await expect(take({ kind: 'card', id })).rejects.toMatchObject({ code: 'bad-input' });
        break;
      }
      spent += minutes;
      await take({ kind: 'card', id });
    }
    expect((await readInvestigation(principal, itemNumber)).spentMinutes).toBe(spent);
    await expect(take({ kind: 'card', id: 'no-such-card' })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(take({ kind: 'action', id: cards[0]?.id ?? '' })).rejects.toMatchObject({
      code: 'bad-input',
    });
  });

  it('are refused for others, for questions that are no incident, and when the time is over', async () => {
    const stranger = { ...principal, attemptId: crypto.randomUUID() };
    await expect(takeStep(stranger, { target, step: card(0) })).rejects.toMatchObject({ code: 'not-found' });
    await expect(readInvestigation(stranger, itemNumber)).rejects.toMatchObject({ code: 'not-found' });
    const other = { target: { itemNumber: 9 }, step: card(0) };
    await expect(takeStep(principal, other)).rejects.toMatchObject({ code: 'not-found' });
    await passTime(database.sql, invited.attemptId, 61);
    await expect(take(card(0))).rejects.toMatchObject({ code: 'not-open' });
    expect(await rows()).toEqual([]);
  });

  it('send nothing of the cards that were not opened, and never a mark or a reason', async () => {
    const [opened] = board.cards;
    const [action] = board.actions;
    await take(card(0));
    await take({ kind: 'action', id: action?.id ?? '' });
    const sent = JSON.stringify([
      await readWorkspace(principal),
      await readInvestigation(principal, itemNumber),
    ]);
    const paid = JSON.stringify([opened?.shows, action?.outcome]);
    const kept = secretStrings(question).filter((text) => !paid.includes(JSON.stringify(text).slice(1, -1)));
    expect(kept.length).toBeGreaterThan(30);
    for (const text of kept) expect(sent.includes(JSON.stringify(text).slice(1, -1)), text).toBe(false);
    expect(sent).toContain(JSON.stringify(action?.outcome).slice(1, -1));
    expect(sent).not.toContain('"marks":"full"');
  });

  it('are part of the answer that is graded, and of the copy that the candidate may keep', async () => {
    for (const step of question.reference.steps) await take(step);
    expect(await copyAnswers(principal)).toMatchObject({
      answers: [{ answer: { kind: 'incident', steps: question.reference.steps } }],
    });
    await database.sql`
      update attempt set status = 'submitted', submitted_at = now(), submitted_by = 'candidate', receipt = 'R-INCI-TEST'
      where id = ${invited.attemptId}`;
    const sandbox = {
      run: () => Promise.reject(new Error('an incident runs no program')),
      health: () => Promise.reject(new Error('not asked here')),
      close: () => Promise.resolve(),
    };
    expect(await gradeAttempt(invited.attemptId, sandbox)).toBe('graded');
    const [grade] = await database.sql`
      select checks, answer from grade where attempt_id = ${invited.attemptId} and item_number = ${itemNumber}`;
    const mitigation = grade?.checks.find((check: { name: string }) => check.name === 'mitigation');
    expect(mitigation).toMatchObject({ passed: true });
    expect(grade?.answer.steps).toEqual(question.reference.steps);
  });
});
