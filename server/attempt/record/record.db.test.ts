import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { answerText } from '../../../domain/edit-log/answer-layout.ts';
import { secretStrings } from '../../../question-bank/secret-strings.ts';
import { appendUpdates } from '../../edit-log/append-updates.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../../test-use-cases.ts';
import { enterSection } from '../enter-section.ts';
import { insertInvited, passTime, prepare, start, write } from '../invited-fixture.ts';
import { leaveSection } from '../leave-section.ts';
import { readPractice } from '../preparation/read-practice.ts';
import { askStaff } from '../request/ask-staff.ts';
import { readRequests } from '../request/read-requests.ts';
import { withdrawAttempt } from '../request/withdraw-attempt.ts';
import { startAttempt } from '../start-attempt.ts';
import { submitAttempt } from '../submit-attempt.ts';
import { noteEvent } from './note-event.ts';
import { readOwnRecord } from './read-own-record.ts';
import { readOwnTexts } from './read-own-texts.ts';
import { type BrowserEvent, recordEvents } from './record-events.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

const paste = (source: 'own' | 'page' | 'elsewhere', clientKey = randomUUID()): BrowserEvent => ({
  kind: 'paste',
  clientKey,
  itemNumber: 2,
  data: { characters: 900, lines: 61, source },
});
const textsOf = async (principal: CandidatePrincipal) =>
  (await readOwnRecord(principal)).facts.map((fact) => fact.text);

// Guarantee: a candidate sees exactly the facts that staff see, each once, can put her own words beside each while it
// counts, and nothing is recorded that is no fact about the work itself.
describe('facts', () => {
  it('are stored once, however often a browser sends them, and only while the clock runs', async () => {
    const invited = await insertInvited(database.sql);
    const principal = await prepare(database.sql, invited);
    await recordEvents(principal, [paste('elsewhere')]);
    expect(await textsOf(principal)).toEqual(['Session opened with the link']);
    const other = await insertInvited(database.sql);
    const running = await start(database.sql, other);
    const event = paste('elsewhere');
    await Promise.all([recordEvents(running, [event]), recordEvents(running, [event])]);
    await recordEvents(running, [
      event,
      { kind: 'focus-left', clientKey: randomUUID(), itemNumber: null, data: { awayMs: 42_000 } },
    ]);
    expect(await textsOf(running)).toEqual([
      'Session opened with the link',
      'Paste of 61 lines, 900 characters',
      'Left the window for 42 s',
    ]);
  });

  it('leave out moves of her own text and of the page’s', async () => {
    const running = await start(database.sql, await insertInvited(database.sql));
    await recordEvents(running, [paste('own'), paste('page')]);
    expect(await textsOf(running)).toEqual(['Session opened with the link']);
  });

  it('take a note until seven days after the submission', async () => {
    const invited = await insertInvited(database.sql);
    const running = await start(database.sql, invited);
    await recordEvents(running, [paste('elsewhere')]);
    const fact = (await readOwnRecord(running)).facts.at(-1);
    const note = (text: string) => noteEvent(running, { eventId: fact?.id ?? '', note: text });
    await note('  my own notes file ');
    await submitAttempt(running, { declaredAids: {} });
    expect((await readOwnRecord(running)).facts.at(-1)?.candidateNote).toBe('my own notes file');
    await note('');
    expect((await readOwnRecord(running)).facts.at(-1)?.candidateNote).toBeNull();
    await passTime(database.sql, invited.attemptId, 7 * 24 * 60 + 1);
    await expect(note('too late')).rejects.toMatchObject({ code: 'not-open' });
    expect((await readOwnRecord(running)).notesOpen).toBe(false);
  });
});

describe('own texts', () => {
  it('are those of every section so far and of practice, with their starters, and of nobody else', async () => {
    const invited = await insertInvited(database.sql, { sections: [{ minutes: 10 }, { minutes: 20 }] });
    const principal = await prepare(database.sql, invited);
    const practice = await readPractice(principal, 'discussion');
    const page = new Y.Doc();
    answerText(page).insert(0, 'Practised before the start.');
    await appendUpdates(principal, {
      documentId: practice.documentId,
      batchId: randomUUID(),
      bytes: Y.encodeStateAsUpdate(page),
      requestId: 'test',
    });
    await startAttempt(principal);
    const items = invited.sections.flatMap((section) => section.items);
    const estimate = items.find((item) => item.kind === 'estimate')?.number ?? 0;
    await write(database.sql, principal, estimate, 'Reasoned in the first section.');
    const stranger = await start(database.sql, await insertInvited(database.sql));
    await write(database.sql, stranger, estimate, 'Somebody else wrote this.');

    const first = await readOwnTexts(principal);
    expect(first).toEqual(
      expect.arrayContaining(['Practised before the start.', 'Reasoned in the first section.']),
    );
    expect(first).not.toContain('Somebody else wrote this.');
    const code = invited.questions.find((one) => one.kind === 'code');
    const starter = code?.kind === 'code' ? code.starter[0]?.text : undefined;
    expect(starter).toBeTruthy();
    // Its section has not begun: what the editor will open with is not told before.
    expect(first).not.toContain(starter);
    await leaveSection(principal, { sectionNumber: 1 });
    await enterSection(principal, { sectionNumber: 2 });
    const second = await readOwnTexts(principal);
    expect(second).toEqual(expect.arrayContaining([starter, 'Reasoned in the first section.']));
    const joined = second.join('\n');
    for (const secret of invited.questions.flatMap(secretStrings))
      expect(joined.includes(secret), secret).toBe(false);
  });
});

describe('requests', () => {
  it('reach staff with time and state, and come back with the answer', async () => {
    const running = await start(database.sql, await insertInvited(database.sql));
    const { id } = await askStaff(running, { kind: 'problem', itemNumber: 2, text: 'Unclear.', state: {} });
    const [row] = await database.sql<{ state: Record<string, unknown> }[]>`
      select state from candidate_request where id = ${id}`;
    expect(row?.state).toMatchObject({
      status: 'running',
      clock: { state: 'section', sectionNumber: 1 },
      measured: { outages: [] },
    });
    await database.sql`
      update candidate_request set answered_at = now(), answer = 'Take the second reading.', outcome = 'answered'
      where id = ${id}`;
    expect(await readRequests(running)).toMatchObject([{ id, answer: 'Take the second reading.' }]);
  });

  it('are taken only at the stage that they belong to, and bounded per hour', async () => {
    const invited = await insertInvited(database.sql);
    const waiting = await prepare(database.sql, invited);
    const ask = (kind: Parameters<typeof askStaff>[1]['kind']) =>
      askStaff(waiting, { kind, itemNumber: null, text: 'x', state: {} });
    await expect(ask('human-review')).rejects.toMatchObject({ code: 'not-open' });
    await expect(ask('time')).rejects.toMatchObject({ code: 'not-open' });
    for (let n = 0; n < 20; n++) await ask('more-days');
    await expect(ask('more-days')).rejects.toMatchObject({ code: 'too-many' });
  });
});

describe('withdrawing', () => {
  it('is possible at any stage, final, and stops grading', async () => {
    const invited = await insertInvited(database.sql);
    const running = await start(database.sql, invited);
    await submitAttempt(running, { declaredAids: {} });
    await withdrawAttempt(running, { text: 'I took another offer.' });
    await withdrawAttempt(running, { text: '' });
    expect((await readOwnRecord(running)).status).toBe('withdrawn');
    await expect(submitAttempt(running, { declaredAids: {} })).rejects.toMatchObject({ code: 'not-open' });
    const jobs = await database.sql`
      select 1 from graphile_worker.jobs where key like ${`%${invited.attemptId}`}`;
    expect(jobs).toHaveLength(0);
  });
});
