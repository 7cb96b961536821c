/** For tests: what the candidate of a live session has handed in before, with runs, made as her own pages make it. */
import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../../../db/client.ts';
import { finishRun, insertRun } from '../../../db/queries/runs.ts';
import { addComponent } from '../../../domain/design/design-document.ts';
import { answerText, filesMap, setPick, setTypedValue } from '../../../domain/edit-log/answer-layout.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import type { SqlVerdict } from '../../../domain/sql/wire.ts';
import type { SeedView, WorldVerdict } from '../../../domain/world/wire.ts';
import { takeStep } from '../../attempt/incident/take-step.ts';
import { insertInvited, start, write } from '../../attempt/invited-fixture.ts';
import type { CandidateRun } from '../../attempt/question/run-view.ts';
import { submitAttempt } from '../../attempt/submit-attempt.ts';
import { appendUpdates } from '../../edit-log/append-updates.ts';
import type { CandidatePrincipal } from '../../session.ts';

export const earlierItems = {
  choice: 1,
  estimate: 2,
  code: 3,
  world: 4,
  sql: 5,
  discussion: 6,
  incident: 7,
  design: 8,
} as const;
/** The code's answer at its runs 1 and 2, and as it was submitted. */
export const codeVersions = [
  'export const at = 1;\n',
  'export const at = 2;\n',
  'export const at = 3;\n',
] as const;
export const worldFiles = [{ path: 'solution.ts', text: 'export default async () => ({});\n' }];
/** The run of the world failed these; the first is the smallest. */
export const failingSeeds = [7, 12] as const;
export const shrunkWithout = ['lost-3'];

type Handle = Pick<DatabaseHandle, 'db' | 'sql'>;

export interface EarlierAttempt {
  attemptId: string;
  positionId: string;
  candidate: CandidatePrincipal;
}

/** `place`: in the session's position, in one that its manager manages too, or in one of others. */
export async function handInEarlier(
  handle: Handle,
  sessionId: string,
  options: { place?: 'same' | 'managed' | 'foreign'; email?: string; submitted?: boolean } = {},
): Promise<EarlierAttempt> {
  const { sql } = handle;
  const invited = await insertInvited(sql, {
    sections: [{ minutes: 60 }],
    kinds: ['choice', 'estimate', 'code', 'world', 'sql', 'discussion', 'incident', 'design'],
  });
  const { attemptId } = invited;
  const [session] = await sql<{ position_id: string; email: string }[]>`
    select a.position_id, c.email from attempt a join candidate c on c.id = a.candidate_id where a.id = ${sessionId}`;
  if (!session) throw new Error('no session');
  // Written as people write addresses: the same person all the same.
  const email = options.email ?? session.email.toUpperCase();
  await sql`
    update candidate set email = ${email} where id = (select candidate_id from attempt where id = ${attemptId})`;
  const place = options.place ?? 'managed';
  if (place === 'same')
    await sql`update attempt set position_id = ${session.position_id} where id = ${attemptId}`;
  if (place === 'managed')
    await sql`
      insert into position_manager (position_id, person_id)
      select ${invited.positionId}, person_id from position_manager where position_id = ${session.position_id}`;
  const candidate = await start(sql, invited);
  const incident = invited.questions.find((one) => one.kind === 'incident');
  await answerAll(handle, candidate, incident?.incidents.general ?? null);
  if (options.submitted !== false) await submitAttempt(candidate, { declaredAids: {} });
  return { attemptId, positionId: invited.positionId, candidate };
}

async function answerAll(
  handle: Handle,
  candidate: CandidatePrincipal,
  incident: Incident | null,
): Promise<void> {
  await edit(handle, candidate, earlierItems.choice, (doc) => {
    setPick(doc, { partId: 'main', optionId: 'a', select: 'many' }, true);
  });
  await edit(handle, candidate, earlierItems.estimate, (doc) => setTypedValue(doc, 'rate', '250'));
  const code = earlierItems.code;
  for (const [index, text] of codeVersions.entries()) {
    await edit(handle, candidate, code, (doc) => filesMap(doc).set('solution.ts', new Y.Text(text)));
    if (index < 2)
      await insertFinishedRun(handle, candidate, code, [{ path: 'solution.ts', text }], codeRun(index === 1));
  }
  await edit(handle, candidate, earlierItems.world, (doc) =>
    filesMap(doc).set('solution.ts', new Y.Text(worldFiles[0]?.text)),
  );
  await insertFinishedRun(handle, candidate, earlierItems.world, worldFiles, worldRun);
  await edit(handle, candidate, earlierItems.sql, (doc) =>
    filesMap(doc).set('answer.sql', new Y.Text('select 1;\n')),
  );
  await insertFinishedRun(
    handle,
    candidate,
    earlierItems.sql,
    [{ path: 'session-a.sql', text: 'select count(*) from orders' }],
    execution,
  );
  await write(handle.sql, candidate, earlierItems.discussion, 'Split by tenant first.');
  const [card] = incident?.cards ?? [];
  const [cause] = incident?.diagnosis.cause ?? [];
  if (!card || !cause) throw new Error('the bank has no incident');
  const target = { itemNumber: earlierItems.incident };
  await takeStep(candidate, { target, step: { kind: 'card', id: card.id } });
  await edit(handle, candidate, earlierItems.incident, (doc) => {
    setPick(doc, { partId: 'cause', optionId: cause.id, select: 'one' }, true);
    setPick(doc, { partId: 'evidence', optionId: card.id, select: 'many' }, true);
    answerText(doc).insert(0, 'It was the queue.');
  });
  await edit(handle, candidate, earlierItems.design, (doc) => {
    addComponent(doc, 'own-cache', { kind: 'cache', label: 'Own cache', settings: { nodes: 2 } });
    answerText(doc).insert(0, 'The database limits it.');
  });
}

async function edit(
  { sql }: Handle,
  candidate: CandidatePrincipal,
  itemNumber: number,
  change: (doc: Y.Doc) => void,
): Promise<void> {
  const [document] = await sql<{ id: string }[]>`
    select id from document
    where attempt_id = ${candidate.attemptId} and purpose = 'answer' and item_number = ${itemNumber}`;
  const documentId = document?.id ?? '';
  const doc = new Y.Doc();
  for (const { bytes } of await sql<{ bytes: Uint8Array }[]>`
    select bytes from document_update where document_id = ${documentId} order by seq`)
    Y.applyUpdate(doc, bytes);
  const before = Y.encodeStateVector(doc);
  change(doc);
  const answer = await appendUpdates(candidate, {
    documentId,
    batchId: randomUUID(),
    bytes: Y.encodeStateAsUpdate(doc, before),
    requestId: 'test',
  });
  if (answer.outcome !== 'accepted') throw new Error(answer.outcome);
}

async function insertFinishedRun(
  { db, sql }: Handle,
  candidate: CandidatePrincipal,
  itemNumber: number,
  files: { path: string; text: string }[],
  verdict: CandidateRun | WorldVerdict | SqlVerdict,
): Promise<void> {
  const { attemptId, sessionId } = candidate;
  const [document] = await sql<{ head: number }[]>`
    select head::int as head from document
    where attempt_id = ${attemptId} and purpose = 'answer' and item_number = ${itemNumber}`;
  const run = await insertRun(db, {
    attemptId,
    itemNumber,
    authorId: sessionId,
    documentSeq: document?.head ?? 0,
    files,
    requestId: 'test',
  });
  await finishRun(db, run.id, { verdict, passed: null, failureCode: null });
}

function codeRun(passed: boolean): CandidateRun {
  return {
    status: 'ok',
    error: null,
    console: [{ level: 'log', text: 'from the run', atMs: 1 }],
    checks: [
      {
        name: 'seen',
        title: 'Seen',
        passed,
        message: '',
        input: '1',
        expected: '2',
        actual: passed ? '2' : '3',
      },
    ],
    wallMs: 3,
    memoryBytes: 1_000,
  };
}

const seeds = Array.from({ length: 20 }, (_, index): SeedView => {
  const seed = index + 1;
  const passed = !failingSeeds.some((one) => one === seed);
  return {
    seed,
    status: 'ok',
    message: '',
    passed,
    broken: passed ? [] : [{ name: 'once', message: 'twice', witnesses: [1] }],
    faults: 3,
    shrunk: passed ? null : { invariant: 'once', faults: [], without: [...shrunkWithout] },
  };
});

const worldRun: WorldVerdict = {
  kind: 'seeds',
  status: 'ok',
  error: null,
  asked: 20,
  stopped: false,
  // As they came in: the smallest failing one is not the first.
  seeds: seeds.toReversed(),
  invariants: [{ name: 'once', held: false, failing: 2, pooled: null }],
  wallMs: 9,
};

const execution: SqlVerdict = {
  kind: 'execution',
  session: 'a',
  explain: null,
  statements: [],
  state: { kind: 'idle' },
  restarted: null,
  wallMs: 1,
};
