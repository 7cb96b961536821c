/**
 * Guarantee: a position belongs to its managers, every form is numbered and pinned to the exact content of its questions,
 * and nothing about a position changes without an audit row. If this fails, an old report no longer says what was asked.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCurrentForm, listForms } from '../../db/queries/forms.ts';
import { fromFiles } from '../../question-bank/load-question.ts';
import { getPinnedQuestions } from '../pinned-question.ts';
import type { StaffPrincipal } from '../session.ts';
import { addPosition, addStaff, letManage, refusal } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { assembleForm } from './assemble-form.ts';
import { addManager, removeManager } from './change-managers.ts';
import { closePosition } from './close-position.ts';
import { createPosition } from './create-position.ts';
import { listPositions } from './list-positions.ts';
import { positionFieldsSchema } from './position-fields.ts';
import { previewBlueprints } from './preview-blueprints.ts';
import { readPositionDashboard } from './read-position-dashboard.ts';
import { readPositionSettings } from './read-position-settings.ts';
import { updatePosition } from './update-position.ts';

let test: UseCaseDatabase;
let manager: StaffPrincipal;
let stranger: StaffPrincipal;
let interviewer: StaffPrincipal;
let administrator: StaffPrincipal;
const seed = 'AAAAAAAAAAAA';

beforeAll(async () => {
  test = await openUseCaseDatabase();
  manager = await addStaff(test.db, 'Mia', 'hiring-manager');
  stranger = await addStaff(test.db, 'Sam', 'hiring-manager');
  interviewer = await addStaff(test.db, 'Ivo', 'interviewer');
  administrator = await addStaff(test.db, 'Ada', 'administrator');
});
afterAll(async () => {
  await test?.drop();
});

const fields = (change: Record<string, unknown> = {}) =>
  positionFieldsSchema.parse({
    title: 'Backend Engineer',
    openings: '1',
    overallBar: '2.75',
    contact: 'hiring@example.org',
    retentionDays: '365',
    ...change,
  });

describe('who may', () => {
  it('interviewers create nothing; managers see their own; administrators see all', async () => {
    const refused = createPosition(interviewer, { fields: fields(), blueprintSlug: 'written-60' });
    expect((await refusal(refused)).code).toBe('not-found');
    const { positionId } = await addPosition(manager, { title: 'Own' });
    const seen = async (who: StaffPrincipal) =>
      (await listPositions(who)).some((row) => row.id === positionId);
    expect(await seen(manager)).toBe(true);
    expect(await seen(administrator)).toBe(true);
    expect(await seen(stranger)).toBe(false);
    expect(await seen(interviewer)).toBe(false);
    for (const who of [stranger, interviewer]) {
      for (const work of [
        () => readPositionDashboard(who, positionId),
        () => readPositionSettings(who, positionId, seed),
        () => updatePosition(who, { positionId, fields: fields({ title: 'Taken' }) }),
        () => assembleForm(who, { positionId }),
        () => closePosition(who, { positionId, closed: true }),
        () => addManager(who, { positionId, personId: who.id }),
      ]) {
        expect((await refusal(work())).code).toBe('not-found');
      }
    }
    expect((await readPositionDashboard(manager, positionId)).title).toBe('Own');
    // A missing position and a hidden one look the same.
    expect(await refusal(readPositionDashboard(stranger, positionId))).toEqual(
      await refusal(readPositionDashboard(stranger, '00000000-0000-4000-8000-000000000000')),
    );
    expect((await refusal(readPositionDashboard(manager, "x' or 1=1"))).code).toBe('not-found');
  });

  it('shares a position by a manager, and keeps one manager', async () => {
    const { positionId } = await addPosition(manager);
    expect((await refusal(removeManager(manager, { positionId, personId: manager.id }))).code).toBe(
      'bad-input',
    );
    expect((await refusal(addManager(manager, { positionId, personId: interviewer.id }))).code).toBe(
      'bad-input',
    );
    await addManager(manager, { positionId, personId: stranger.id });
    await removeManager(stranger, { positionId, personId: manager.id });
    expect((await refusal(readPositionDashboard(manager, positionId))).code).toBe('not-found');
  });
});

describe('forms', () => {
  it('are what the preview of the same seed showed', async () => {
    const preview = (await previewBlueprints(manager, seed)).find((one) => one.slug === 'written-60');
    if (!preview?.ready) throw new Error('written-60 must assemble');
    const { positionId } = await createPosition(manager, {
      fields: fields(),
      blueprintSlug: 'written-60',
      seed,
    });
    const form = await findCurrentForm(test.db, positionId);
    expect(form?.sections).toEqual(preview.sections);
    expect(form).toMatchObject({ number: 1, rules: preview.rules, seed });
  });

  it('pin each question once per hash, and the pinned content is the question', async () => {
    const first = await createPosition(manager, { fields: fields(), blueprintSlug: 'written-60', seed });
    const before = await test.sql`select hash, grading_secret, files from question_version order by hash`;
    const second = await createPosition(manager, { fields: fields(), blueprintSlug: 'written-60', seed });
    const after = await test.sql`select hash, grading_secret, files from question_version order by hash`;
    expect(after).toEqual(before);
    expect(new Set(before.map((row) => row.grading_secret)).size).toBe(before.length);
    const forms = await Promise.all(
      [first, second].map(({ positionId }) => findCurrentForm(test.db, positionId)),
    );
    const hashes = forms.map((form) =>
      (form?.sections ?? []).flatMap((section) => section.items.map((item) => item.hash)),
    );
    expect(hashes[0]).toEqual(hashes[1]);
    const pinned = await getPinnedQuestions(test.db, hashes[0] ?? []);
    for (const [hash, question] of pinned) {
      const read = fromFiles(question.slug, question.files);
      expect(read.ok && read.value.contentHash).toBe(hash);
    }
  });

  it('get the next number, also when two are made at once, and only the newest is current', async () => {
    const { positionId, formId } = await addPosition(manager);
    const made = await Promise.all([
      assembleForm(manager, { positionId }),
      assembleForm(administrator, { positionId }),
    ]);
    expect(made.map((form) => form.number).toSorted()).toEqual([2, 3]);
    expect((await findCurrentForm(test.db, positionId))?.number).toBe(3);
    const forms = await listForms(test.db, positionId);
    expect(forms.map((form) => [form.number, form.supersededAt === null])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
    expect(forms.at(-1)?.id).toBe(formId);
    const rows =
      await test.sql`select data from audit where action = 'form-made' and subject_id = ${positionId}`;
    expect(rows.map((row) => row.data.number).toSorted()).toEqual([2, 3]);
  });

  it('are not made of a blueprint that cannot be used, and nothing is left behind', async () => {
    const count = async () => (await test.sql`select count(*)::int as n from position`)[0]?.n;
    const before = await count();
    for (const blueprintSlug of ['no-such-blueprint', 'live-discussion-60', 'takehome-90']) {
      const preview = (await previewBlueprints(manager, seed)).find((one) => one.slug === blueprintSlug);
      if (preview?.ready) continue; // The bank has grown: this blueprint can be used now.
      const result = await refusal(createPosition(manager, { fields: fields(), blueprintSlug }));
      expect(result.code).toBe('bad-input');
      expect(result.safe).toMatch(/^blueprintSlug: /u);
    }
    expect(await count()).toBe(before);
  });
});

describe('changes', () => {
  it('are written down field by field, and saving the same again is no change', async () => {
    const { positionId } = await addPosition(manager);
    const next = fields({
      title: 'Backend Engineer',
      overallBar: '3,1',
      bars: { FND: '2.5', SYS: '' },
      namesHidden: true,
      applicationQuestions: { currentPay: true },
    });
    const first = await updatePosition(manager, { positionId, fields: next });
    expect(first.changed.toSorted()).toEqual(['applicationQuestions', 'bars', 'contact', 'overallBar']);
    expect((await updatePosition(manager, { positionId, fields: next })).changed).toEqual([]);
    const rows =
      await test.sql`select data from audit where action = 'position-changed' and subject_id = ${positionId}`;
    expect(rows).toHaveLength(1);
    expect(rows[0]?.data.overallBar).toEqual({ from: 2.75, to: 3.1 });
    expect(rows[0]?.data.bars).toEqual({ from: {}, to: { FND: 2.5 } });
  });

  it('closing twice is closing once; a closed position gets no form', async () => {
    const { positionId } = await addPosition(manager);
    await Promise.all([
      closePosition(manager, { positionId, closed: true }),
      closePosition(manager, { positionId, closed: true }),
    ]);
    expect((await refusal(assembleForm(manager, { positionId }))).code).toBe('not-open');
    const rows =
      await test.sql`select 1 from audit where action = 'position-closed' and subject_id = ${positionId}`;
    expect(rows).toHaveLength(1);
    await closePosition(manager, { positionId, closed: false });
    expect((await assembleForm(manager, { positionId })).number).toBe(2);
  });

  it('a position that somebody was added to is theirs at once', async () => {
    const { positionId } = await addPosition(administrator);
    expect((await refusal(readPositionDashboard(manager, positionId))).code).toBe('not-found');
    await letManage(test.db, positionId, manager);
    expect((await readPositionDashboard(manager, positionId)).rows).toEqual([]);
  });
});
