import { expect, signIn, test } from './fixtures/app.ts';

// The guarantee: only an administrator lets people in, changes what they may do and shuts them out; each takes effect at
// their next request; somebody is always left who can do it; and each is on record.

test('a person is added, signs in by the one-time link, changes roles, and is shut out at once', async ({
  page: admin,
  newPage,
  app,
}) => {
  const name = `Wanja Kimathi ${Date.now()}`;
  const email = `wanja-${Date.now()}@plumbline.example`;
  await signIn(admin, app, 'administrator');
  await admin.goto('/people');

  const link = await test.step('add', async () => {
    await admin.getByRole('button', { name: 'Add person' }).click();
    const dialog = admin.getByRole('dialog', { name: 'Add person' });
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('E-mail').fill(email);
    await dialog.getByRole('checkbox', { name: 'Interviewer' }).check();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    const url = admin.getByRole('textbox', { name: 'One-time link' });
    await expect(url).toHaveValue(/\/link\/[\w-]{43}$/);
    return url.inputValue();
  });

  const person = await newPage();
  await test.step('opening the link changes nothing; setting the password uses it up', async () => {
    for (let n = 0; n < 3; n += 1) expect((await person.request.get(link)).status()).toBe(200);
    await person.goto(link);
    const password = 'a sentence that nobody guesses';
    await person.getByLabel('New password').fill('too short');
    await person.getByLabel('The same again').fill('too short');
    await person.getByRole('button', { name: 'Set password and sign in' }).click();
    await expect(person.getByText('At least 12 characters.').first()).toBeVisible();
    await person.getByLabel('New password').fill(password);
    await person.getByLabel('The same again').fill(password);
    await person.getByRole('button', { name: 'Set password and sign in' }).click();
    await expect(person).toHaveURL(/\/queue$/);
    await expect(person.getByRole('button', { name })).toBeVisible();
    const again = await newPage();
    await again.goto(link);
    await expect(again.getByRole('heading', { level: 1 })).toHaveText('This link does not work any more');
  });

  await test.step('roles hold from the next request on', async () => {
    expect((await person.request.get('/people')).status()).toBe(404);
    expect((await person.request.get('/positions/new')).status()).toBe(404);
    await admin.goto('/people');
    await admin.getByRole('button', { name: `Actions for ${name}` }).click();
    await admin.getByRole('menuitem', { name: 'Change roles' }).click();
    const dialog = admin.getByRole('dialog', { name: `Roles of ${name}` });
    await dialog.getByRole('checkbox', { name: 'Hiring manager' }).check();
    await dialog.getByRole('button', { name: 'Save roles' }).click();
    await expect(admin.getByText(`The roles of ${name} are changed.`)).toBeVisible();
    expect((await person.request.get('/positions/new')).status()).toBe(200);
    expect((await person.request.get('/people')).status()).toBe(404);
  });

  await test.step('disabling ends the session at once', async () => {
    await admin.getByRole('button', { name: `Actions for ${name}` }).click();
    await admin.getByRole('menuitem', { name: 'Disable' }).click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click();
    await expect(admin.getByText(`${name} is disabled.`)).toBeVisible();
    await person.goto('/queue');
    await expect(person).toHaveURL(/\/sign-in/);
    await person.getByLabel('E-mail', { exact: true }).fill(email);
    await person.getByLabel('Password', { exact: true }).fill('a sentence that nobody guesses');
    await person.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(person.getByText('E-mail and password do not match.')).toBeVisible();
  });

  await test.step('each is on record', async () => {
    await admin.goto('/audit');
    const log = admin.getByRole('table');
    for (const deed of ['Person added', 'Password set', 'Roles changed', 'Person disabled']) {
      await expect(log.getByRole('row').filter({ hasText: deed }).first()).toBeVisible();
    }
  });
});

test('the last administrator stays', async ({ page, app }) => {
  // Other tests add administrators of their own.
  await app.sql`
    update person set disabled_at = now() where email <> 'admin@plumbline.example'
    and exists (select 1 from person_role r where r.person_id = person.id and r.role = 'administrator')`;
  await signIn(page, app, 'administrator');
  await page.goto('/people');
  await page.getByRole('button', { name: 'Actions for Noor Haddad' }).click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByText(/^This is the last administrator\./)).toBeVisible();
  await page.getByRole('button', { name: 'Actions for Noor Haddad' }).click();
  await page.getByRole('menuitem', { name: 'Change roles' }).click();
  const dialog = page.getByRole('dialog', { name: 'Roles of Noor Haddad' });
  await dialog.getByRole('checkbox', { name: 'Administrator' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Interviewer' }).check();
  await dialog.getByRole('button', { name: 'Save roles' }).click();
  await expect(dialog.getByText(/last administrator/).first()).toBeVisible();
  const rows = await app.sql`
    select p.disabled_at, r.role from person p join person_role r on r.person_id = p.id where p.email = 'admin@plumbline.example'`;
  expect(rows).toEqual([{ disabled_at: null, role: 'administrator' }]);
});

test('the system page and the health address say what works', async ({ page, request, app }) => {
  await signIn(page, app, 'administrator');
  await page.goto('/system');
  await expect(page.getByText('All parts work')).toBeVisible();
  const response = await request.get('/api/health');
  expect(response.status()).toBe(200);
  expect(await response.json()).toEqual({
    status: 'ok',
    database: 'ok',
    sandbox: 'ok',
    queue: 'ok',
    lab: 'ok',
    confinement: expect.stringMatching(/^(bubblewrap|namespaces|none)$/),
  });
});
