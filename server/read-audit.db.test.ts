/**
 * Guarantee: the audit log is for administrators, every row of it can be reached, and an administrator who rates an
 * attempt does not read there what was given to that person. If this fails, something was done and nobody can find it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertAudit } from '../db/queries/people.ts';
import { inviteCandidate } from './invitation/invite-candidate.ts';
import { setAccommodation } from './invitation/set-accommodation.ts';
import { auditPageRows } from './limits.ts';
import { readAudit } from './read-audit.ts';
import { assignRater } from './scoring/assign-rater.ts';
import type { StaffPrincipal } from './session.ts';
import { addPosition, addStaff, refusal } from './test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from './test-use-cases.ts';

let test: UseCaseDatabase;
let administrator: StaffPrincipal;
const everything = { action: null, actorId: null, subjectId: null, before: null };

beforeAll(async () => {
  test = await openUseCaseDatabase();
  administrator = await addStaff(test.db, 'Ada', 'administrator', 'interviewer');
});
afterAll(async () => {
  await test?.drop();
});

describe('the audit log', () => {
  it('is for administrators', async () => {
    const manager = await addStaff(test.db, 'Mia', 'hiring-manager', 'interviewer');
    expect((await refusal(readAudit(manager, everything))).code).toBe('not-found');
  });

  it('is read page by page, each row once, also when many happened at the same instant', async () => {
    const count = auditPageRows * 2 + 7;
    // One transaction: all rows carry the same time, so only the id can order them.
    await test.db.transaction(async (tx) => {
      for (let i = 0; i < count; i++) {
        await insertAudit(tx, {
          actor: { kind: 'system' },
          action: 'made-for-the-test',
          subject: { kind: 'person', id: administrator.id },
          data: { i },
        });
      }
    });
    const seen: unknown[] = [];
    let before: string | null = null;
    let pages = 0;
    do {
      const page: Awaited<ReturnType<typeof readAudit>> = await readAudit(administrator, {
        ...everything,
        action: 'made-for-the-test',
        before,
      });
      seen.push(...page.rows.map((row) => row.data.i));
      before = page.next;
      pages += 1;
    } while (before !== null && pages < 10);
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(count);
    expect(seen).toHaveLength(count);
  });

  it('is filtered by action, person and subject', async () => {
    const manager = await addStaff(test.db, 'Mo', 'hiring-manager');
    const { positionId } = await addPosition(manager);
    const bySubject = await readAudit(administrator, { ...everything, subjectId: positionId });
    expect(bySubject.rows).toMatchObject([
      { action: 'position-created', actor: 'Mo', subjectName: 'Backend Engineer', subjectKind: 'position' },
    ]);
    const byActor = await readAudit(administrator, { ...everything, actorId: manager.id });
    expect(byActor.rows.map((row) => row.subjectId)).toEqual([positionId]);
    expect(bySubject.actions).toContain('position-created');
  });

  it.each([
    { subjectId: "x' or true" },
    { actorId: 'nobody' },
    { before: 'yesterday' },
    { before: "2026-01-01'; drop table audit; --~00000000-0000-4000-8000-000000000000" },
  ])('refuses what is no filter: %j', async (change) => {
    expect((await refusal(readAudit(administrator, { ...everything, ...change }))).code).toBe('bad-input');
  });

  it('keeps extra time from an administrator who rates the attempt', async () => {
    const { positionId } = await addPosition(administrator);
    const { attemptId } = await inviteCandidate(administrator, {
      positionId,
      name: 'Robin Day',
      email: 'robin@example.org',
      startBy: new Date(Date.now() + 86_400_000),
      timeZone: 'UTC',
      timeFactor: 1,
      runtime: null,
      sendMail: false,
    });
    await setAccommodation(administrator, { attemptId, timeFactor: 1.5 });
    const actions = async () =>
      (await readAudit(administrator, { ...everything, subjectId: attemptId })).rows.map((row) => row.action);
    expect(await actions()).toContain('accommodation-set');
    await assignRater(administrator, { attemptId, raterId: administrator.id });
    expect(await actions()).not.toContain('accommodation-set');
    expect(await actions()).toContain('candidate-invited');
  });
});
