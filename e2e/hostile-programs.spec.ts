import type { Page } from '@playwright/test';
import * as Y from 'yjs';
import { addEdge, addNode, changeNode } from '../domain/drawing/drawing.ts';
import { answerText, filesMap, findAnswerFile } from '../domain/edit-log/answer-layout.ts';
import type { Purpose } from '../domain/edit-log/purpose.ts';
import { submitAttempt } from '../server/attempt/submit-attempt.ts';
import { actInRoom } from '../server/live/act-in-room.ts';
import { type App, expect, postJson, signIn, test } from './fixtures/app.ts';
import { accept, candidatePrincipal, startTaking } from './fixtures/candidate.ts';
import { expectInert, expectStillInert, watch } from './fixtures/inert.ts';
import { discussedItem, planSession } from './fixtures/live-session.ts';
import { createPositionOf } from './fixtures/question-position.ts';
import { openUseCases } from './fixtures/use-cases.ts';
import { documentOf, writeAnswer } from './fixtures/write-answer.ts';
import { allHostile, hostileTexts } from './hostile-text.ts';

// The guarantee: what a candidate types in a live session, in SQL and in a world's program, and what her programs print,
// is text for everybody who reads it, while the session goes on and afterwards.

const waitMs = 120_000;
const name = `<img src=x onerror="window.owned=1"> =1+1 Robin`;
const script = hostileTexts['script element'] ?? '';

async function sharedDocument(app: App, attemptId: string, purpose: Purpose): Promise<string> {
  const [row] = await app.sql`
    select id from document where attempt_id = ${attemptId} and purpose = ${purpose}`;
  return String(row?.id);
}

/** Opens each part of the work and looks at it. */
async function openParts(page: Page, parts: readonly [tab: string, text: string][], deeds: string[]) {
  for (const [tab, text] of parts) {
    const own = page.getByRole('tab', { name: new RegExp(`^${tab}`) });
    await own.click();
    await expect(own).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('main')).toContainText(text);
    await expectStillInert(page, tab, deeds);
  }
}

test('in a live session: the request before it, notes, code, drawing and chat', async ({
  page,
  newPage,
  app,
}) => {
  test.setTimeout(480_000);
  const { invitation, ruben } = await planSession(app, name);
  const { attemptId } = invitation;
  const candidate = await newPage();
  await accept(candidate, app, invitation);
  const command = async (data: object) => {
    const response = await postJson(candidate.request, app, '/api/live/command', data);
    expect(response.status(), await response.text()).toBe(200);
  };
  await command({ kind: 'ask-cancel', reason: allHostile.slice(0, 300) });
  await signIn(page, app, 'ruben');
  const deeds = await watch(page, app);
  for (const address of [`/live/${attemptId}`, '/sessions']) await expectInert(page, address, deeds);
  await actInRoom(ruben, attemptId, { kind: 'answer-ask', accept: false });
  await command({ kind: 'enter', recording: 'accepted' });
  await actInRoom(ruben, attemptId, { kind: 'admit' });
  await actInRoom(ruben, attemptId, { kind: 'open-item', itemNumber: discussedItem });

  const write = async (documentId: string, change: (doc: Y.Doc) => void) => {
    const response = await writeAnswer(candidate.request, app, documentId, change);
    expect(response.status(), await response.text()).toBe(200);
  };
  await write(await documentOf(app, attemptId, discussedItem), (doc) =>
    answerText(doc).insert(0, `notes ${allHostile}`),
  );
  await write(await sharedDocument(app, attemptId, 'live-code'), (doc) => {
    filesMap(doc).set('shared.ts', new Y.Text(`// in code\n/* ${allHostile.replaceAll('*/', '* /')} */`));
    filesMap(doc).set(script, new Y.Text(script));
  });
  await write(await sharedDocument(app, attemptId, 'live-drawing'), (doc) => {
    for (const [index, text] of Object.values(hostileTexts).entries()) {
      addNode(doc, `n${index}`, { kind: 'note', label: text.slice(0, 100) });
      changeNode(doc, `n${index}`, { detail: text.slice(0, 100) });
      if (index > 0) addEdge(doc, `e${index}`, { from: 'n0', to: `n${index}` });
    }
  });
  await write(await sharedDocument(app, attemptId, 'live-chat'), (doc) => {
    for (const text of Object.values(hostileTexts)) {
      const line = new Y.Map<unknown>();
      doc.getArray<unknown>('lines').push([line]);
      line.set('by', script);
      line.set('text', text.slice(0, 900));
      line.set('at', 1);
    }
  });

  await test.step('in the room', async () => {
    await expectInert(page, `/live/${attemptId}`, deeds);
    await expect(page.getByRole('textbox', { name: 'Shared notes' })).toHaveValue(/^notes /u);
    await openParts(
      page,
      [
        ['Code', 'shared.ts'],
        ['Canvas', script.slice(0, 20)],
        ['Chat', script],
      ],
      deeds,
    );
  });

  await test.step('afterwards', async () => {
    await actInRoom(ruben, attemptId, { kind: 'close' });
    const manager = await newPage();
    await signIn(manager, app, 'manager');
    const managerDeeds = await watch(manager, app);
    await expectInert(page, `/live/${attemptId}`, deeds);
    await expectInert(page, '/sessions', deeds);
    await expectInert(page, `/attempts/${attemptId}/score`, deeds);
    for (const path of ['', '/report', '/replay', `/answers/${discussedItem}`]) {
      await expectInert(manager, `/attempts/${attemptId}${path}`, managerDeeds);
    }
    await expectInert(manager, `/live/${attemptId}/debrief`, managerDeeds);
  });
});

test('in SQL and in a world: the program, what it prints, and why it failed', async ({
  page: candidate,
  newPage,
  app,
}) => {
  test.setTimeout(480_000);
  const { positionId } = await createPositionOf(
    app,
    'Hostile programs',
    'questions/wo-charge-once',
    'questions/sq-lost-update',
  );
  const { attemptId } = await startTaking(candidate, app, { positionId });
  const says = JSON.stringify(Object.values(hostileTexts));
  const write = async (number: number, change: (doc: Y.Doc) => void) => {
    const documentId = await documentOf(app, attemptId, number);
    const response = await writeAnswer(candidate.request, app, documentId, change);
    expect(response.status(), await response.text()).toBe(200);
  };
  await write(1, (doc) => {
    const file = findAnswerFile(doc, 'solution.ts');
    file?.insert(file.length, `\nfor (const text of ${says}) console.log(text);\n`);
  });
  await write(2, (doc) => {
    findAnswerFile(doc, 'buy.sql')?.insert(
      0,
      `/* ${allHostile.replaceAll('*/', '* /').replaceAll('/*', '/ *')} */ select '${script}' as "${script}"; select cast('${script}' as int);`,
    );
    findAnswerFile(doc, 'scratch.sql')?.insert(0, `-- ${script}\n`);
  });
  await openUseCases(app);
  await submitAttempt(await candidatePrincipal(app, attemptId), {
    declaredAids: { web: 'nothing', editor: 'nothing' },
  });
  await expect
    .poll(async () => (await app.sql`select status from attempt where id = ${attemptId}`)[0]?.status, {
      timeout: waitMs,
    })
    .toBe('graded');

  const manager = await newPage();
  await signIn(manager, app, 'manager');
  const deeds = await watch(manager, app);
  for (const path of ['', '/report', '/replay', '/answers/1', '/answers/2', '/worlds/1']) {
    await expectInert(manager, `/attempts/${attemptId}${path}`, deeds);
  }
  await expectInert(manager, `/attempts/${attemptId}/worlds/1?seed=1`, deeds);
  await expect(manager.getByRole('main')).toContainText(script, { timeout: waitMs });
  await expectStillInert(manager, 'a seed', deeds);
});
