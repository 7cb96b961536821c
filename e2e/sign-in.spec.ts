import { type App, expect, openApp, test } from './fixtures/app.ts';
import { type IdentityProvider, startIdentityProvider } from './fixtures/identity-provider.ts';
import { type MailServer, startMailServer } from './fixtures/mail-server.ts';
import { addStaff } from './fixtures/staff.ts';
import { type StartedApp, startApp } from './fixtures/start-app.ts';

// The guarantee: signing in with another provider or with a link by mail lets in exactly those whom an administrator
// added; nothing is created by it, a link that a scanner opens is not used up, and no answer tells who is known.

let started: StartedApp;
let app: App;
let provider: IdentityProvider;
let post: MailServer;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  provider = await startIdentityProvider();
  post = await startMailServer();
  started = await startApp({
    variables: {
      OIDC_ISSUER: provider.issuer,
      OIDC_ID: provider.clientId,
      OIDC_SECRET: provider.clientSecret,
      OIDC_NAME: 'Example ID',
      GITHUB_ID: 'github-client',
      GITHUB_SECRET: 'github-secret-of-this-test',
      SMTP_URL: post.url,
      MAIL_FROM: 'Plumbline <plumbline@mail.example>',
    },
  });
  app = openApp(started.dataFolder, started.baseUrl);
});
test.afterAll(async () => {
  await app.sql.end({ timeout: 5 });
  await started.stop();
  await provider.close();
  await post.close();
});

const counts = async () =>
  (
    await app.sql`select (select count(*)::int from person) as people,
      (select count(*)::int from external_identity) as identities`
  )[0];

test('an OpenID Connect provider: linked once, no account made', async ({ newPage }) => {
  const { principal } = await addStaff(app, 'Nour Haddad', ['hiring-manager']);
  const before = await counts();
  const go = async () => {
    const page = await newPage({ baseURL: app.baseUrl });
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Go on with Example ID' }).click();
    return page;
  };

  await test.step('somebody whom nobody added, or whose address is not verified', async () => {
    for (const claims of [
      { sub: 'stranger', email: 'stranger@elsewhere.example', email_verified: true },
      { sub: 'nour', email: principal.email, email_verified: false },
    ]) {
      provider.signIn(claims);
      const page = await go();
      await expect(page.getByText('This account is not linked to anybody here.')).toBeVisible();
      await page.goto('/positions');
      await expect(page).toHaveURL(/\/sign-in/);
    }
    expect(await counts()).toEqual(before);
  });

  await test.step('she whom an administrator added', async () => {
    provider.signIn({ sub: 'nour', email: principal.email, email_verified: true });
    const page = await go();
    await expect(page).toHaveURL(/\/positions$/);
    await expect(page.getByText('Nour Haddad').first()).toBeVisible();
    expect(await counts()).toEqual({ people: before?.people, identities: Number(before?.identities) + 1 });
  });

  await test.step('then by her subject, whatever her address is', async () => {
    provider.signIn({ sub: 'nour', email: 'nour@new.example', email_verified: false });
    await expect(await go()).toHaveURL(/\/positions$/);
    provider.signIn({ sub: 'somebody-else', email: principal.email, email_verified: true });
    const page = await go();
    await expect(page.getByText('This account is not linked to anybody here.')).toBeVisible();
  });
});

test('GitHub is asked for an address and nothing else, and a return that nobody asked for opens nothing', async ({
  newPage,
}) => {
  const page = await newPage({ baseURL: app.baseUrl });
  await page.route('https://github.com/**', (route) => route.fulfill({ body: 'GitHub' }));
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Go on with GitHub' }).click();
  await page.waitForURL('https://github.com/login/oauth/authorize?**');
  const asked = new URL(page.url()).searchParams;
  expect(asked.get('client_id')).toBe('github-client');
  expect(asked.get('redirect_uri')).toBe(`${app.baseUrl}/api/auth/callback/github`);
  expect(asked.get('scope')).toBe('read:user user:email');
  expect(asked.get('state') ?? '').not.toBe('');
  expect(page.url()).not.toContain('github-secret-of-this-test');

  const before = await counts();
  for (const state of ['made-up', '']) {
    await page.goto(`${app.baseUrl}/api/auth/callback/github?code=stolen&state=${state}`);
    await expect(page).toHaveURL(/\/sign-in\?/);
    await page.goto(`${app.baseUrl}/positions`);
    await expect(page).toHaveURL(/\/sign-in/);
  }
  expect(await counts()).toEqual(before);
});

test('a link by mail: the same answer for everybody, used up by a press alone', async ({ newPage }) => {
  const { principal } = await addStaff(app, 'Ines Duarte', ['interviewer']);
  const page = await newPage({ baseURL: app.baseUrl });
  await page.goto('/sign-in');
  const form = page.getByRole('form', { name: 'Sign-in link' });
  const said: (string | null)[] = [];
  for (const email of ['nobody@elsewhere.example', principal.email]) {
    await page.reload();
    await form.getByLabel('E-mail for a sign-in link').fill(email);
    await form.getByRole('button', { name: 'Send a link' }).click();
    await expect(form.getByText(/a link is on its way/)).toBeVisible();
    said.push(await form.textContent());
  }
  expect(said[0]).toBe(said[1]);
  await expect.poll(() => post.mails.length).toBe(1);
  const mail = post.mails[0];
  expect(mail?.to).toBe(principal.email);
  const link = /http:\/\/\S+\/link\/\S+/.exec(mail?.text ?? '')?.[0] ?? '';
  expect(new URL(link).origin).toBe(app.baseUrl);

  // What a scanner does: it opens the link, several times, and follows everything that is no form.
  for (let times = 0; times < 5; times += 1) {
    const opened = await page.request.get(link);
    expect(opened.status()).toBe(200);
    expect(opened.headers()['set-cookie'] ?? '').not.toContain('session-token');
  }
  const reader = await newPage({ baseURL: app.baseUrl });
  await reader.goto(link);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('Sign in as Ines Duarte');
  await reader.getByRole('button', { name: 'Sign in' }).click();
  await expect(reader).toHaveURL(/\/queue$/);
  // Once is once.
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not work any more');
});

test('an invitation by mail reaches the candidate', async ({ newPage }) => {
  const manager = await newPage({ baseURL: app.baseUrl });
  await manager.goto('/sign-in');
  await manager.getByLabel('E-mail', { exact: true }).fill('manager@plumbline.example');
  await manager.getByLabel('Password', { exact: true }).fill(app.password('manager'));
  await manager.getByRole('button', { name: 'Sign in', exact: true }).click();
  await manager.getByRole('link', { name: 'Senior Backend Engineer, Payments' }).last().click();
  await manager.getByRole('link', { name: 'Invite candidate' }).click();
  const form = manager.getByRole('form', { name: 'Invite one' });
  const email = 'ola@candidates.example';
  await form.getByLabel('Name').fill('Ola Nordmann');
  await form.getByLabel('E-mail', { exact: true }).fill(email);
  const send = form.getByRole('checkbox', { name: /mail/i });
  await send.check();
  await form.getByRole('button', { name: 'Invite' }).click();
  await expect.poll(() => post.mails.filter((mail) => mail.to === email).length).toBe(1);
  const link =
    /http:\/\/\S+\/i\/\S+/.exec(post.mails.find((mail) => mail.to === email)?.text ?? '')?.[0] ?? '';
  const candidate = await newPage({ baseURL: app.baseUrl });
  await candidate.goto(link);
  await expect(candidate.getByRole('heading', { level: 1 })).toHaveText('Senior Backend Engineer, Payments');
});
