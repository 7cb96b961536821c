/**
 * Guarantee: only administrators look after people, one administrator always stays, and a one-time link works once and
 * for what it was issued. If this fails, an installation locks itself out, or a stranger sets somebody's password.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../db/queries/people.ts';
import { hashToken } from '../secret-token.ts';
import { signInWithLink } from '../sign-in/sign-in-with-link.ts';
import { signInWithPassword } from '../sign-in/sign-in-with-password.ts';
import { addStaff, refusal } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { addPerson } from './add-person.ts';
import { changeRoles, disablePerson } from './change-person.ts';
import { createFirstAdministrator } from './create-first-administrator.ts';
import { issuePasswordLink } from './issue-password-link.ts';
import { listPeople } from './list-people.ts';
import { requestSignInLink } from './request-sign-in-link.ts';
import { readStaffLink, setPassword } from './set-password.ts';
import { newStaffLink } from './staff-link.ts';

let test: UseCaseDatabase;
const address = '192.0.2.1';
const tokenOf = (url: string) => url.split('/link/')[1] ?? '';

beforeAll(async () => {
  // Read once, on the first use: mail is configured in this file, and nothing is ever sent from a test.
  process.env.SMTP_URL = 'smtp://127.0.0.1:1';
  process.env.MAIL_FROM = 'plumbline@example.org';
  test = await openUseCaseDatabase();
});
afterAll(async () => {
  await test?.drop();
});

describe('looking after people', () => {
  it('is for administrators only', async () => {
    const manager = await addStaff(test.db, 'Mia', 'hiring-manager', 'interviewer');
    for (const work of [
      () => listPeople(manager),
      () => addPerson(manager, { email: 'x@staff.example', name: 'X', roles: [] }),
      () => changeRoles(manager, { personId: manager.id, roles: ['administrator'] }),
      () => disablePerson(manager, { personId: manager.id, disabled: true }),
      () => issuePasswordLink(manager, manager.id),
    ]) {
      expect((await refusal(work())).code).toBe('not-found');
    }
    expect((await findPerson(test.db, manager.id))?.roles.sort()).toEqual(['hiring-manager', 'interviewer']);
  });

  it('adds a person once, whatever the case of the address', async () => {
    const admin = await addStaff(test.db, 'Ann', 'administrator');
    const added = await addPerson(admin, {
      email: 'New@Staff.example',
      name: 'New',
      roles: ['interviewer'],
    });
    expect(await readStaffLink(tokenOf(added.url))).toMatchObject({ state: 'open', purpose: 'set-password' });
    const again = addPerson(admin, { email: 'new@staff.example', name: 'New', roles: [] });
    expect((await refusal(again)).code).toBe('conflict');
    const [row] =
      await test.sql`select data from audit where action = 'person-added' and subject_id = ${added.personId}`;
    expect(row?.data).toEqual({ roles: ['interviewer'] });
    expect(JSON.stringify(await listPeople(admin))).not.toMatch(/scrypt|hash/iu);
  });

  it('ends the sessions of a person who is disabled', async () => {
    const admin = await addStaff(test.db, 'Bea', 'administrator');
    const other = await addStaff(test.db, 'Oz', 'interviewer');
    const before = await findPerson(test.db, other.id);
    await disablePerson(admin, { personId: other.id, disabled: true });
    const after = await findPerson(test.db, other.id);
    expect(after?.sessionEpoch).toBe((before?.sessionEpoch ?? 0) + 1);
    expect((await refusal(issuePasswordLink(admin, other.id))).code).toBe('not-open');
    await disablePerson(admin, { personId: other.id, disabled: false });
    expect((await findPerson(test.db, other.id))?.disabledAt).toBeNull();
  });
});

describe('the last administrator', () => {
  it('cannot be taken away, and of two who remove each other at once one stays', async () => {
    await test.sql`delete from person_role where role = 'administrator'`;
    const one = await addStaff(test.db, 'One', 'administrator');
    expect((await refusal(changeRoles(one, { personId: one.id, roles: ['interviewer'] }))).safe).toContain(
      'last administrator',
    );
    expect((await refusal(disablePerson(one, { personId: one.id, disabled: true }))).code).toBe('bad-input');

    const two = await addStaff(test.db, 'Two', 'administrator');
    const results = await Promise.allSettled([
      changeRoles(one, { personId: two.id, roles: [] }),
      changeRoles(two, { personId: one.id, roles: [] }),
    ]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const left = await test.sql`select person_id from person_role where role = 'administrator'`;
    expect(left).toHaveLength(1);
  });

  it('does not count people who are disabled', async () => {
    await test.sql`delete from person_role where role = 'administrator'`;
    const able = await addStaff(test.db, 'Able', 'administrator');
    const gone = await addStaff(test.db, 'Gone', 'administrator');
    await disablePerson(able, { personId: gone.id, disabled: true });
    expect((await refusal(disablePerson(able, { personId: able.id, disabled: true }))).code).toBe(
      'bad-input',
    );
  });
});

describe('the first administrator', () => {
  it('is made once, and making the same address again gives rights back and a new link', async () => {
    const first = await createFirstAdministrator({ email: 'root@staff.example' });
    expect(first.created).toBe(true);
    await test.sql`update person set disabled_at = now() where id = ${first.personId}`;
    await test.sql`delete from person_role where person_id = ${first.personId}`;
    const again = await createFirstAdministrator({ email: 'Root@staff.example' });
    expect(again).toMatchObject({ created: false, personId: first.personId });
    const person = await findPerson(test.db, first.personId);
    expect(person).toMatchObject({ disabledAt: null, roles: ['administrator'] });
    expect(again.url).not.toBe(first.url);
  });
});

describe('one-time links', () => {
  it('set a password once; two presses at once have one winner', async () => {
    const { url } = await createFirstAdministrator({ email: 'once@staff.example' });
    const token = tokenOf(url);
    // Opening it any number of times uses nothing up.
    for (let i = 0; i < 5; i++) expect((await readStaffLink(token)).state).toBe('open');
    const press = (password: string) => setPassword({ token, password, address });
    const results = await Promise.allSettled([press('first long password'), press('second long password')]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect((await refusal(press('third long password'))).code).toBe('not-open');
    expect((await readStaffLink(token)).state).toBe('gone');
    const tried = await Promise.all(
      ['first long password', 'second long password', 'third long password'].map((password) =>
        signInWithPassword({ email: 'once@staff.example', password, address }),
      ),
    );
    expect(tried.filter((signedIn) => signedIn !== null)).toHaveLength(1);
  });

  it('keeps the link when the password is too short', async () => {
    const { url } = await createFirstAdministrator({ email: 'short@staff.example' });
    const token = tokenOf(url);
    expect((await refusal(setPassword({ token, password: 'short', address }))).code).toBe('bad-input');
    expect((await readStaffLink(token)).state).toBe('open');
  });

  it('of sign-in cannot set a password, and is not used up by trying', async () => {
    const person = await addStaff(test.db, 'Sig', 'interviewer');
    const url = await newStaffLink(test.db, { personId: person.id, purpose: 'sign-in', validMinutes: 5 });
    const token = tokenOf(url);
    expect((await refusal(setPassword({ token, password: 'a long password', address }))).code).toBe(
      'not-open',
    );
    expect(await signInWithLink({ token, address })).toMatchObject({ id: person.id });
    expect(await signInWithLink({ token, address })).toBeNull();
  });

  it('do not work after their time, nor for somebody disabled', async () => {
    const person = await addStaff(test.db, 'Late', 'interviewer');
    const issue = () =>
      newStaffLink(test.db, { personId: person.id, purpose: 'set-password', validMinutes: 5 });
    const expired = tokenOf(await issue());
    await test.sql`update staff_link set expires_at = now() - interval '1 second' where token_hash = ${hashToken(expired)}`;
    expect((await readStaffLink(expired)).state).toBe('gone');
    const open = tokenOf(await issue());
    await test.sql`update person set disabled_at = now() where id = ${person.id}`;
    expect((await readStaffLink(open)).state).toBe('gone');
    const set = setPassword({ token: open, password: 'a long password', address });
    expect((await refusal(set)).code).toBe('not-open');
  });

  it('stand in the database as hashes only', async () => {
    const { url } = await createFirstAdministrator({ email: 'hash@staff.example' });
    const rows = await test.sql`select * from staff_link`;
    expect(JSON.stringify(rows)).not.toContain(tokenOf(url));
  });
});

describe('asking for a sign-in link', () => {
  const mailsTo = async (email: string) => {
    const rows = await test.sql<{ to: string }[]>`
      select payload ->> 'to' as "to" from graphile_worker._private_jobs`;
    return rows.filter((row) => row.to === email).length;
  };

  it('answers a stranger as it answers a person, and mails the person only', async () => {
    const person = await addStaff(test.db, 'Ask', 'interviewer');
    const took: number[] = [];
    for (const email of [person.email, 'nobody@staff.example']) {
      const began = performance.now();
      expect(await requestSignInLink({ email, address })).toBeUndefined();
      took.push(performance.now() - began);
    }
    expect(await mailsTo(person.email)).toBe(1);
    expect(await mailsTo('nobody@staff.example')).toBe(0);
    // Both wait for the same floor, so the database's work does not show.
    for (const ms of took) expect(ms).toBeGreaterThan(550);
  });

  it('mails one person a few times an hour at most', async () => {
    const person = await addStaff(test.db, 'Many', 'interviewer');
    await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        requestSignInLink({ email: person.email, address: `192.0.2.${100 + index}` }),
      ),
    );
    expect(await mailsTo(person.email)).toBe(5);
  });
});
