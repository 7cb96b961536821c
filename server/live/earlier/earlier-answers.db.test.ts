/**
 * Guarantee: the lead, and nobody else, opens what the candidate herself handed in before as a copy at a chosen run; both
 * sides write in the copy and see what she saw of that run; the original and everything that is sealed stay as they are.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { addComponent, removeParts } from '../../../domain/design/design-document.ts';
import { answerMap, filesMap, setPick } from '../../../domain/edit-log/answer-layout.ts';
import { secretStrings } from '../../../question-bank/secret-strings.ts';
import type { WorldRunRequest, WorldSandbox } from '../../../sandbox/contract.ts';
import { write } from '../../attempt/invited-fixture.ts';
import { openDocument } from '../../edit-log/open-document.ts';
import { readDocumentState } from '../../edit-log/read-document-state.ts';
import { getPinnedQuestions } from '../../pinned-question.ts';
import { addStaff, refusal } from '../../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../../test-use-cases.ts';
import { actInRoom } from '../act-in-room.ts';
import { startLive } from '../live-fixture.ts';
import { readRoomForCandidate } from '../read-room-for-candidate.ts';
import { readRoomForInterviewer } from '../read-room-for-interviewer.ts';
import {
  codeVersions,
  earlierItems,
  failingSeeds,
  handInEarlier,
  shrunkWithout,
  worldFiles,
} from './earlier-fixture.ts';
import { bring, copyOf, edit, fingerprint, type Kind, newest, talkedItem } from './earlier-steps.ts';
import { listEarlierAttempts } from './list-earlier-answers.ts';
import { readBroughtResults } from './read-brought-results.ts';
import { traceBroughtSeed } from './trace-brought-seed.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

test('a copy at a run: both write in it, both see the results, the original is as it was', async () => {
  const live = await startLive(database);
  const { candidate, lead, scorer, attemptId } = live;
  const earlier = await handInEarlier(database, attemptId);
  // What comes after the end and was accepted by nobody is no part of the answer.
  expect(await write(database.sql, earlier.candidate, earlierItems.discussion, 'Too late. ')).toBe('late');
  const before = await fingerprint(database, earlier.attemptId);

  const first = await bring(lead, live, earlier, 'code', 1);
  expect(await bring(lead, live, earlier, 'code', 1)).toEqual(first);
  const atRun = await newest(live);
  expect(atRun).toMatchObject({ number: 1, itemNumber: talkedItem, kind: 'code', run: 1 });
  expect(atRun.question.kind).toBe('code');
  expect((await readRoomForInterviewer(scorer, attemptId)).brought).toEqual([atRun]);
  expect(await copyOf(database, atRun.documentId, 'code')).toEqual({
    kind: 'code',
    files: [{ path: 'solution.ts', text: codeVersions[0] }],
  });
  for (const [who, words] of [
    [candidate, '// hers\n'],
    [lead, '// his\n'],
  ] as const)
    await edit(database, who, atRun.documentId, (doc) => {
      const file = filesMap(doc).get('solution.ts');
      if (file instanceof Y.Text) file.insert(0, words);
    });
  expect(await copyOf(database, atRun.documentId, 'code')).toMatchObject({
    files: [{ text: `// his\n// hers\n${codeVersions[0]}` }],
  });
  for (const who of [candidate, lead, scorer])
    expect(await readBroughtResults(who, { attemptId, number: 1 })).toMatchObject({
      kind: 'code',
      run: { number: 1, checks: [{ passed: false }], console: [{ text: 'from the run' }] },
    });

  await bring(lead, live, earlier, 'code', 2);
  expect(await copyOf(database, (await newest(live)).documentId, 'code')).toMatchObject({
    files: [{ text: codeVersions[1] }],
  });
  await bring(lead, live, earlier, 'code', null);
  expect(await copyOf(database, (await newest(live)).documentId, 'code')).toMatchObject({
    files: [{ text: codeVersions[2] }],
  });
  expect(await readBroughtResults(candidate, { attemptId, number: 3 })).toEqual({ kind: 'none' });
  await bring(lead, live, earlier, 'sql', 1);
  expect(await copyOf(database, (await newest(live)).documentId, 'sql')).toMatchObject({
    files: expect.arrayContaining([{ path: 'answer.sql', text: 'select 1;\n' }]),
  });
  expect(await readBroughtResults(lead, { attemptId, number: 4 })).toMatchObject({
    kind: 'sql-execution',
    run: { session: 'a', sql: 'select count(*) from orders' },
  });
  await bring(lead, live, earlier, 'discussion', null);
  const written = await newest(live);
  expect(await copyOf(database, written.documentId, 'discussion')).toEqual({
    kind: 'discussion',
    text: 'Split by tenant first.',
  });
  expect((await refusal(bring(lead, live, earlier, 'code', 3))).safe).toContain('no such run');
  // The copy carries no writer of the original: its first update is the server's.
  const authors = await database.sql<{ author_id: string }[]>`
    select distinct u.author_id from document_update u join document d on d.id = u.document_id
    where d.attempt_id = ${attemptId} and d.purpose = 'live-answer' and u.seq = 1`;
  expect(authors).toEqual([{ author_id: '00000000-0000-0000-0000-000000000000' }]);
  expect(await fingerprint(database, earlier.attemptId)).toBe(before);
  // What is new there is only that it was shown, five times.
  const shown = await database.sql`
    select actor_id from audit where subject_id = ${earlier.attemptId} and action = 'answer-opened-live'`;
  expect(shown.map((row) => row.actor_id)).toEqual(Array.from({ length: 5 }, () => lead.id));
});

test('a copied pick of a part that takes one is replaced by the next', async () => {
  const live = await startLive(database);
  const earlier = await handInEarlier(database, live.attemptId, { place: 'same' });
  await bring(live.lead, live, earlier, 'choice', null);
  const { question, documentId } = await newest(live);
  if (question.kind !== 'choice') throw new Error(question.kind);
  const keys = [...answerMap(await readDocumentState(database.db, documentId)).keys()];
  const single = question.parts.some(
    (part) => part.form === 'options' && part.id === 'main' && part.select === 'one',
  );
  expect(keys).toEqual([single ? 'one:main' : 'many:main/a']);
});

test("only her own, handed in, in a position of this one's managers; whatever else is asked for looks like absence", async () => {
  const live = await startLive(database);
  const other = await startLive(database);
  const { lead, scorer, observer, candidate, stranger, manager, attemptId } = live;
  const own = await handInEarlier(database, attemptId);
  const refused = {
    'another person': await handInEarlier(database, attemptId, { email: `${randomUUID()}@example.com` }),
    'positions of others': await handInEarlier(database, attemptId, { place: 'foreign' }),
    'still running': await handInEarlier(database, attemptId, { submitted: false }),
  };
  for (const [what, earlier] of Object.entries(refused))
    expect((await refusal(bring(lead, live, earlier, 'code', null))).code, what).toBe('not-found');
  const nothing = { ...own, attemptId: randomUUID() };
  expect((await refusal(bring(lead, live, nothing, 'code', null))).code).toBe('not-found');
  const listed = await listEarlierAttempts(lead, attemptId);
  expect(listed.map((one) => one.answers[0]?.from.attemptId)).toEqual([own.attemptId]);
  expect(listed[0]?.answers.map((one) => [one.kind, one.runs.map((run) => run.outcome)])).toEqual([
    ['choice', []],
    ['estimate', []],
    ['code', ['1 of 1 checks passed', '0 of 1 checks passed']],
    ['world', ['2 of 20 seeds failed']],
    ['sql', ['statements run']],
    ['discussion', []],
    ['incident', []],
    ['design', []],
  ]);

  for (const person of [scorer, observer, stranger, manager, other.lead])
    expect((await refusal(listEarlierAttempts(person, attemptId))).code).toBe('not-found');
  for (const person of [scorer, observer])
    expect((await refusal(bring(person, live, own, 'code', 1))).code).toBe('not-open');
  for (const person of [candidate, stranger, manager, other.lead, other.candidate])
    expect((await refusal(bring(person, live, own, 'code', 1))).code).toBe('not-found');
  // Another session's lead cannot have it in a room of their own either: it is another person's.
  expect((await refusal(bring(other.lead, other, own, 'code', 1))).code).toBe('not-found');

  await bring(lead, live, own, 'world', 1);
  const { documentId } = await newest(live);
  for (const person of [stranger, other.lead, other.candidate, manager]) {
    expect((await refusal(openDocument(person, documentId, null))).code).toBe('not-found');
    expect((await refusal(readBroughtResults(person, { attemptId, number: 1 }))).code).toBe('not-found');
    expect(
      (await refusal(traceBroughtSeed(person, noSandbox, { attemptId, number: 1, requestId: 'r' }))).code,
    ).toBe('not-found');
  }
  await expect(edit(database, observer, documentId, (doc) => filesMap(doc).clear())).rejects.toMatchObject({
    code: 'not-found',
  });
  expect((await refusal(readBroughtResults(lead, { attemptId, number: 2 }))).code).toBe('not-found');
  await actInRoom(lead, attemptId, { kind: 'close' });
  expect((await refusal(listEarlierAttempts(lead, attemptId))).code).toBe('not-found');
});

// A rater who still owes a rating of the earlier attempt would read its results in the room.
test('while somebody of the session owes a rating of it, an attempt stays closed to the room', async () => {
  const live = await startLive(database);
  const { lead, scorer, attemptId } = live;
  const earlier = await handInEarlier(database, attemptId);
  const someone = await addStaff(database.db, 'Elsewhere', 'interviewer');
  const owe = (raterId: string) => database.sql`
    insert into scorecard (attempt_id, rater_id) values (${earlier.attemptId}, ${raterId})`;
  await owe(someone.id);
  expect((await listEarlierAttempts(lead, attemptId))[0]?.sealed).toBe(false);
  await owe(scorer.id);
  expect(await listEarlierAttempts(lead, attemptId)).toMatchObject([{ sealed: true, answers: [] }]);
  expect((await refusal(bring(lead, live, earlier, 'code', 1))).code).toBe('not-found');
  await database.sql`
    update scorecard set submitted_at = now() where attempt_id = ${earlier.attemptId} and rater_id = ${scorer.id}`;
  await bring(lead, live, earlier, 'code', 1);
});

const noSandbox: WorldSandbox = { runWorld: () => Promise.reject(new Error('not to be asked')) };

test('both open the smallest failing seed, shrunk, of the very code of the run', async () => {
  const live = await startLive(database);
  const { attemptId } = live;
  const earlier = await handInEarlier(database, attemptId);
  await bring(live.lead, live, earlier, 'world', 1);
  const asked: WorldRunRequest[] = [];
  const worlds: WorldSandbox = {
    async runWorld(request) {
      asked.push(request);
      const failure = { code: 'overloaded', message: '/srv/host', requestId: 'r', retryAfterMs: 1 } as const;
      return { kind: 'failure', failure };
    },
  };
  for (const who of [live.candidate, live.observer]) {
    const failed = await refusal(traceBroughtSeed(who, worlds, { attemptId, number: 1, requestId: 'r' }));
    expect(failed.code).toBe('overloaded');
    expect(await readBroughtResults(who, { attemptId, number: 1 })).toMatchObject({
      kind: 'world',
      run: { asked: 20, files: worldFiles },
    });
  }
  expect(asked).toHaveLength(2);
  for (const request of asked)
    expect(request).toMatchObject({
      files: worldFiles,
      seeds: [failingSeeds[0]],
      without: shrunkWithout,
      secret: '',
      wantTrace: true,
      realCandidate: true,
    });
});

test('an incident: its diagnosis as a copy, beside what was opened and done for it', async () => {
  const live = await startLive(database);
  const { candidate, lead, scorer, attemptId } = live;
  const earlier = await handInEarlier(database, attemptId);
  await bring(lead, live, earlier, 'incident', null);
  const { documentId, question } = await newest(live);
  if (question.kind !== 'incident') throw new Error(question.kind);
  const [card] = question.cards;
  const copy = { kind: 'incident', evidence: [card?.id], postmortem: 'It was the queue.' };
  expect(await copyOf(database, documentId, 'incident')).toMatchObject(copy);
  for (const who of [candidate, lead, scorer])
    expect(await readBroughtResults(who, { attemptId, number: 1 })).toMatchObject({
      kind: 'incident',
      investigation: { spentMinutes: card?.minutes, entries: [{ id: card?.id, title: card?.title }] },
    });
  // Another pick takes the place of the copied one.
  const other = question.cause.at(-1)?.id ?? '';
  await edit(database, candidate, documentId, (doc) =>
    setPick(doc, { partId: 'cause', optionId: other, select: 'one' }, true),
  );
  expect(await copyOf(database, documentId, 'incident')).toMatchObject({ ...copy, cause: other });
});

test('a design: its drawing and note as a copy that both sides change', async () => {
  const live = await startLive(database);
  const { candidate, lead, attemptId } = live;
  const earlier = await handInEarlier(database, attemptId);
  await bring(lead, live, earlier, 'design', null);
  const { documentId } = await newest(live);
  const copied = await copyOf(database, documentId, 'design');
  const ids = async () => {
    const copy = await copyOf(database, documentId, 'design');
    return copy.kind === 'design' ? copy.design.components.map((one) => one.id) : [];
  };
  expect(copied).toMatchObject({ kind: 'design', note: 'The database limits it.' });
  expect(await ids()).toContain('own-cache');
  expect(await readBroughtResults(candidate, { attemptId, number: 1 })).toEqual({ kind: 'none' });
  await edit(database, lead, documentId, (doc) => removeParts(doc, ['own-cache']));
  await edit(database, candidate, documentId, (doc) => {
    addComponent(doc, 'lane', { kind: 'queue', label: 'Lane' });
  });
  expect(await ids()).toContain('lane');
  expect(await ids()).not.toContain('own-cache');
});

test('nothing that grading knows is in what either side receives', async () => {
  const live = await startLive(database);
  const { attemptId, candidate, lead } = live;
  const earlier = await handInEarlier(database, attemptId);
  await database.sql`
    insert into grade (attempt_id, item_number, question_hash, document_seq, verdict, score, checks, answer)
    values (${earlier.attemptId}, 3, 'x', 1, 'GRADE-SECRET', 0.123, '[{"name":"CHECK-SECRET"}]', '{}')`;
  const kinds: Kind[] = ['choice', 'estimate', 'code', 'world', 'sql', 'discussion', 'design', 'incident'];
  const wire: string[] = [JSON.stringify(await listEarlierAttempts(lead, attemptId))];
  for (const kind of kinds) {
    const run = kind === 'code' || kind === 'world' || kind === 'sql' ? 1 : null;
    await bring(lead, live, earlier, kind, run);
    const { documentId, number } = await newest(live);
    wire.push(Buffer.from(await openDocument(candidate, documentId, null)).toString('latin1'));
    for (const who of [candidate, lead])
      wire.push(JSON.stringify(await readBroughtResults(who, { attemptId, number })));
  }
  wire.push(JSON.stringify(await readRoomForCandidate(candidate)));
  wire.push(JSON.stringify((await readRoomForInterviewer(lead, attemptId)).brought));
  const all = wire.join('\n');
  // Nor an hour of the timed attempt: two of them would tell how much time she was given.
  const timed = wire.slice(0, -2).join('\n');
  expect(timed).not.toMatch(/\d{4}-\d\d-\d\dT\d\d:/u);
  expect(timed).not.toContain('finishedAt');
  const hashes = await database.sql<{ question_hash: string }[]>`
    select question_hash from attempt_item where attempt_id = ${earlier.attemptId}`;
  const questions = await getPinnedQuestions(
    database.db,
    hashes.map((row) => row.question_hash),
  );
  // A card that she has paid for is hers to show.
  const paid = JSON.stringify(await readBroughtResults(candidate, { attemptId, number: kinds.length }));
  const kept = [...questions.values()]
    .flatMap(secretStrings)
    .filter((secret) => !paid.includes(JSON.stringify(secret).slice(1, -1)));
  const secrets = ['GRADE-SECRET', 'CHECK-SECRET', ...kept];
  expect(secrets.length).toBeGreaterThan(20);
  for (const secret of secrets) expect(all.includes(JSON.stringify(secret).slice(1, -1)), secret).toBe(false);
});
