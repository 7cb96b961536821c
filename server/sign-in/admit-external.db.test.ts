import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { addStaff } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { admitExternal } from './admit-external.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());
afterEach(() => {
  vi.unstubAllGlobals();
});

const issuer = 'https://id.example';
const oidc = (subject: string, profile: unknown, at = issuer) =>
  admitExternal({ provider: 'oidc', issuer: at, subject, accessToken: null, profile });
const google = (subject: string, profile: unknown) =>
  admitExternal({
    provider: 'google',
    issuer: 'https://accounts.google.com',
    subject,
    accessToken: null,
    profile,
  });
const counts = async () =>
  (
    await database.sql<{ people: number; identities: number }[]>`
      select (select count(*)::int from person) as people, (select count(*)::int from external_identity) as identities`
  )[0];

// The guarantee: signing in elsewhere lets in people whom an administrator added and nobody else; it makes no account,
// and an address links one subject of an issuer once.
describe('signing in elsewhere', () => {
  it('admits nobody who was not added, and adds nobody', async () => {
    const before = await counts();
    expect(await oidc('s-1', { email: 'nobody@staff.example', email_verified: true })).toBeNull();
    expect(await counts()).toEqual(before);
  });

  it('needs the provider to say that the address is verified', async () => {
    const { email } = await addStaff(database.db, 'Unverified', 'interviewer');
    for (const profile of [
      { email },
      { email, email_verified: false },
      { email, email_verified: 'no' },
      {},
      null,
    ]) {
      expect(await oidc('s-2', profile)).toBeNull();
      expect(await google('s-2', profile)).toBeNull();
    }
    expect((await database.sql`select 1 from external_identity where subject = 's-2'`).length).toBe(0);
  });

  it('links by the address once, and then goes by issuer and subject alone', async () => {
    const person = await addStaff(database.db, 'Linked', 'interviewer');
    const subject = randomUUID();
    const profile = { email: person.email.toUpperCase(), email_verified: true };
    expect(await oidc(subject, profile)).toMatchObject({ id: person.id });
    // Her address changes there, or is verified no longer: she is still she.
    expect(await oidc(subject, { email: 'other@staff.example', email_verified: false })).toMatchObject({
      id: person.id,
    });
    // Whoever gets her address there later is somebody else.
    expect(await oidc(randomUUID(), profile)).toBeNull();
    // The same subject at another issuer is nobody we know.
    expect(await oidc(subject, {}, 'https://evil.example')).toBeNull();
    const audit = await database.sql`
      select data from audit where action = 'identity-linked' and subject_id = ${person.id}`;
    expect(audit).toEqual([{ data: { provider: 'oidc' } }]);
  });

  it('links once also when two subjects come at the same moment', async () => {
    const { id, email } = await addStaff(database.db, 'Twice', 'interviewer');
    const profile = { email, email_verified: true };
    const answers = await Promise.all([1, 2, 3, 4].map(() => google(randomUUID(), profile)));
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
    expect(await database.sql`select 1 from external_identity where person_id = ${id}`).toHaveLength(1);
  });

  it('admits no disabled person and no account of the demo', async () => {
    const linked = await addStaff(database.db, 'Left', 'interviewer');
    const profile = { email: linked.email, email_verified: true };
    expect(await oidc('s-left', profile)).not.toBeNull();
    await database.sql`update person set disabled_at = now() where id = ${linked.id}`;
    expect(await oidc('s-left', profile)).toBeNull();
    const demo = await addStaff(database.db, 'Demo', 'administrator');
    await database.sql`update person set demo = true where id = ${demo.id}`;
    expect(await oidc('s-demo', { email: demo.email, email_verified: true })).toBeNull();
  });

  it('asks GitHub itself for the address, because its profile does not say whether it is verified', async () => {
    const { id, email } = await addStaff(database.db, 'Hub', 'interviewer');
    let emails: unknown = [];
    let status = 200;
    const asked: (string | null)[] = [];
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      expect(url).toBe('https://api.github.com/user/emails');
      asked.push(new Headers(init.headers).get('authorization'));
      return Response.json(emails, { status });
    });
    const github = (accessToken: string | null) =>
      admitExternal({
        provider: 'github',
        issuer: 'https://github.com',
        subject: '42',
        accessToken,
        // A profile can name any address.
        profile: { email, email_verified: true },
      });
    expect(await github(null)).toBeNull();
    for (const list of [
      [],
      [{ email, primary: true, verified: false }],
      [{ email, primary: false, verified: true }],
      { message: 'Bad credentials' },
    ]) {
      emails = list;
      expect(await github('token'), JSON.stringify(list)).toBeNull();
    }
    emails = [{ email, primary: true, verified: true }];
    status = 401;
    expect(await github('token')).toBeNull();
    status = 200;
    expect(await github('token')).toMatchObject({ id });
    expect(new Set(asked)).toEqual(new Set(['Bearer token']));
  });
});
