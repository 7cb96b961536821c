import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { pinEvidence } from '../server/scoring/pin-evidence.ts';
import { scoreDimension } from '../server/scoring/score-dimension.ts';
import { submitScorecard, writePrivateNotes } from '../server/scoring/submit-scorecard.ts';
import type { StaffPrincipal } from '../server/session.ts';
import { type App, demoPosition, expect, signIn, signInWithPassword, test } from './fixtures/app.ts';
import { demoPerson } from './fixtures/candidate.ts';
import { addressesOf, collectRoutes, type RouteValues } from './fixtures/routes.ts';
import { addStaff, assign } from './fixtures/staff.ts';

// The guarantee: a person who still owes a rating of an attempt reads nobody's ratings of it, by any address, whatever
// other roles they hold. One look at another's level is enough to make two opinions one.

const written = 7;
const dimensions = ['FND', 'TRD', 'COM'] as const;

/** What Ruben writes while he scores: each word of it is his alone. */
interface Secrets {
  note: string;
  heard: string;
  private: string;
}

async function scoreAs(rater: StaffPrincipal, attemptId: string, secrets: Secrets): Promise<void> {
  for (const dimension of dimensions) {
    const at = { attemptId, itemNumber: written, dimension };
    await scoreDimension(rater, { ...at, levelId: `${dimension}-4`, note: secrets.note, afterSeq: 0 });
    await pinEvidence(rater, { ...at, quote: secrets.heard, range: null });
  }
  await writePrivateNotes(rater, attemptId, secrets.private);
  await submitScorecard(rater, attemptId);
}

async function valuesOf(app: App, attemptId: string, positionId: string): Promise<RouteValues> {
  const items = await app.sql`
    select i.number, i.slug, d.id as document_id from attempt_item i
    join document d on d.attempt_id = i.attempt_id and d.purpose = 'answer' and d.item_number = i.number
    where i.attempt_id = ${attemptId} order by i.number`;
  const last = items.at(-1);
  return {
    attemptId,
    positionId,
    documentId: String(last?.document_id),
    slug: String(last?.slug),
    numbers: items.map((item) => Number(item.number)),
  };
}

interface Answer {
  address: string;
  status: number;
  text: string;
}

/** Asks for every address as a browser does, once as a page and once as the data that the router asks for. */
async function walk(request: APIRequestContext, values: RouteValues): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const route of collectRoutes().filter((one) => one.methods.includes('GET'))) {
    for (const address of addressesOf(route, values)) {
      const ways: Record<string, string>[] = route.kind === 'page' ? [{}, { RSC: '1' }] : [{}];
      for (const headers of ways) {
        const response = await request.get(address, { headers, maxRedirects: 2 });
        answers.push({ address, status: response.status(), text: await response.text() });
      }
    }
  }
  return answers;
}

/** Said as yes or no: a page in an error message helps nobody. */
const holds = (text: string, secret: string) => text.includes(secret);

test('who still owes a rating sees no word of the others by any address, administrators included', async ({
  page,
  newPage,
  app,
}) => {
  test.slow();
  const position = await demoPosition(app);
  const attemptId = await position.attempt('Wei-Lin Chao');
  const values = await valuesOf(app, attemptId, position.id);
  const secrets = {
    note: `note ${randomUUID()}`,
    heard: `heard ${randomUUID()}`,
    private: `own ${randomUUID()}`,
  };
  const ruben = await demoPerson(app, 'ruben@plumbline.example');
  await assign(app, attemptId, ruben.id);
  const everything = await addStaff(app, 'Ines Valbuena', ['administrator', 'hiring-manager', 'interviewer']);
  await assign(app, attemptId, everything.principal.id);
  const interviewer = await addStaff(app, 'Odd Nygaard', ['interviewer']);
  await assign(app, attemptId, interviewer.principal.id);
  await scoreAs(ruben, attemptId, secrets);

  await test.step('a manager who owes nothing reads it: the search below would find it', async () => {
    await signIn(page, app, 'manager');
    const report = await page.request.get(`/attempts/${attemptId}/report`);
    const text = await report.text();
    expect(holds(text, secrets.heard)).toBe(true);
    // Private notes are for the rater's own eyes, also afterwards.
    expect(holds(text, secrets.private)).toBe(false);
  });

  for (const { principal, password } of [everything, interviewer]) {
    await test.step(`every address as ${principal.name} (${principal.roles.join(', ')})`, async () => {
      const browser = await newPage();
      await signInWithPassword(browser, principal.email, password);
      const answers = await walk(browser.request, values);
      expect(answers.length).toBeGreaterThan(60);
      for (const { address, status, text } of answers) {
        expect(status, address).toBeLessThan(500);
        for (const secret of Object.values(secrets)) expect(holds(text, secret), address).toBe(false);
      }
      expect(answers.find((answer) => answer.address.endsWith('/report'))?.status).toBe(404);
      expect(answers.find((answer) => answer.address.endsWith('/score'))?.status).toBe(200);
    });
  }

  await test.step('the dashboard and its export show no score of it to the administrator', async () => {
    const browser = await newPage();
    await signInWithPassword(browser, everything.principal.email, everything.password);
    await browser.goto(`/positions/${position.id}`);
    const row = browser.getByRole('row').filter({ has: browser.getByRole('link', { name: 'Wei-Lin Chao' }) });
    await expect(row).toContainText('sealed until you submit');
    const csv = await (await browser.request.get(`/positions/${position.id}/candidates.csv`)).text();
    const line = csv.split('\r\n').find((one) => one.includes('Wei-Lin Chao')) ?? '';
    expect(line.split(',').slice(5, 9)).toEqual(['""', '""', '""', '""']);
  });

  await test.step('the seal opens with their own submission', async () => {
    const own = { note: `note ${randomUUID()}`, heard: 'said so when asked', private: '' };
    await scoreAs(everything.principal, attemptId, own);
    const browser = await newPage();
    await signInWithPassword(browser, everything.principal.email, everything.password);
    await browser.goto(`/attempts/${attemptId}/score`);
    await expect(browser.getByRole('table', { name: "Your levels and the others'" })).toContainText(
      'Ruben Achterberg',
    );
    expect((await browser.request.get(`/attempts/${attemptId}/report`)).status()).toBe(200);
    // Odd still owes his: nothing of either card is his to read.
    const odd = await newPage();
    await signInWithPassword(odd, interviewer.principal.email, interviewer.password);
    for (const { address, text } of await walk(odd.request, values)) {
      for (const secret of [secrets.note, secrets.heard, own.note]) {
        expect(holds(text, secret), address).toBe(false);
      }
    }
  });
});
