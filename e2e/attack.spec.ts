import { randomUUID } from 'node:crypto';
import type { APIRequestContext, Request } from '@playwright/test';
import { type App, demoPosition, expect, signIn, signInWithPassword, test } from './fixtures/app.ts';
import { startTaking } from './fixtures/candidate.ts';
import { addressesOf, collectRoutes, type RouteValues } from './fixtures/routes.ts';
import { addStaff } from './fixtures/staff.ts';
import { documentOf } from './fixtures/write-answer.ts';

// The guarantee: whoever asks for what is not theirs learns nothing, not even whether it exists; nothing is changed from
// another site; and no body, however broken, is our failure.

const routes = collectRoutes();
const nobody = randomUUID();

async function valuesFor(app: App, attemptId: string): Promise<RouteValues> {
  return {
    attemptId,
    positionId: (await demoPosition(app)).id,
    documentId: await documentOf(app, attemptId, 1),
    slug: 'di-idempotency-contract',
    numbers: [1, 7],
  };
}

const ofNobody: RouteValues = {
  attemptId: nobody,
  positionId: nobody,
  documentId: nobody,
  slug: 'no-such-question',
  numbers: [1, 7],
};

interface Answer {
  status: number;
  /** Where it leads, and what it says, without ids of this very request. */
  said: string;
}

async function ask(request: APIRequestContext, address: string, values: RouteValues): Promise<Answer> {
  const response = await request.get(address, { maxRedirects: 0 });
  const text = `${response.headers().location ?? ''}\n${await response.text()}`;
  return {
    status: response.status(),
    said: text
      .replaceAll(values.attemptId, 'ID')
      .replaceAll(values.positionId, 'ID')
      .replaceAll(values.documentId, 'ID')
      .replaceAll(values.slug, 'SLUG')
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'REQUEST')
      .replace(/nonce(=|-|\\?":\\?")[^"' \\]*/g, 'NONCE'),
  };
}

test('a candidate who asks for another, for staff pages or for her own scores is told nothing', async ({
  page,
  newPage,
  app,
}) => {
  const mine = await startTaking(page, app);
  const other = await newPage();
  const theirs = await startTaking(other, app);
  const own = await valuesFor(app, mine.attemptId);
  const foreign = await valuesFor(app, theirs.attemptId);

  await test.step('every staff address, with ids that exist and ids that do not', async () => {
    for (const route of routes.filter((one) => one.side === 'staff' && one.methods.includes('GET'))) {
      const missing = addressesOf(route, ofNobody);
      for (const values of [foreign, own]) {
        for (const [index, address] of addressesOf(route, values).entries()) {
          const answer = await ask(page.request, address, values);
          expect([303, 307, 401, 404], address).toContain(answer.status);
          expect(answer.said.includes(theirs.name) || answer.said.includes('Marchetti'), address).toBe(false);
          expect(answer, address).toEqual(await ask(page.request, missing[index] ?? '', ofNobody));
        }
      }
    }
  });

  await test.step('a forged staff cookie gets past the door and no further', async () => {
    const forger = await newPage();
    await forger
      .context()
      .addCookies([
        { name: 'next-auth.session-token', value: 'eyJhbGciOiJkaXIifQ..x.y.z', url: app.baseUrl },
      ]);
    for (const route of routes.filter((one) => one.side === 'staff' && one.methods.includes('GET'))) {
      for (const address of addressesOf(route, foreign)) {
        const answer = await ask(forger.request, address, foreign);
        expect([303, 307, 401, 404], address).toContain(answer.status);
        expect(answer.said.includes(theirs.name), address).toBe(false);
      }
    }
  });

  await test.step('documents of another attempt look like documents that do not exist', async () => {
    const update = { data: Buffer.from([0, 0]), headers: { origin: app.baseUrl } };
    for (const [path, sent] of [
      ['', false],
      [`/updates?batch=${randomUUID()}`, true],
    ] as const) {
      const answers = [];
      for (const id of [foreign.documentId, nobody]) {
        const address = `/api/documents/${id}${path}`;
        const response = sent ? await page.request.post(address, update) : await page.request.get(address);
        const { error } = await response.json();
        answers.push({ status: response.status(), code: error.code, message: error.message });
      }
      expect(answers[0]?.status).toBe(404);
      expect(answers[0]).toEqual(answers[1]);
    }
    const before =
      await app.sql`select count(*)::int as n from document_update where document_id = ${foreign.documentId}`;
    expect(before[0]?.n).toBe(0);
  });

  await test.step('addresses without an id answer for her own attempt only', async () => {
    for (const route of routes.filter(
      (one) => one.pattern.startsWith('/api/attempt/') && one.methods.includes('GET'),
    )) {
      const response = await page.request.get(`${route.pattern}?item=1&attemptId=${theirs.attemptId}`);
      const text = await response.text();
      expect(response.status(), route.pattern).toBeLessThan(500);
      for (const secret of [theirs.name, theirs.email, foreign.documentId]) {
        expect(text.includes(secret), route.pattern).toBe(false);
      }
    }
    // Her stream carries her own documents: a cursor that names another one opens nothing.
    await page.goto('/take/q/1');
    const events = await page.evaluate(async (documentId) => {
      const stream = new EventSource(`/api/events?tab=0123abcd&after=${documentId}:0`);
      const seen: string[] = [];
      await new Promise<void>((resolve) => {
        for (const kind of ['ready', 'error', 'message', 'update']) {
          stream.addEventListener(kind, (event) => {
            seen.push(String(Reflect.get(event, 'data')));
            resolve();
          });
        }
      });
      stream.close();
      return seen;
    }, foreign.documentId);
    expect(events.some((event) => event.includes(foreign.documentId))).toBe(false);
  });
});

test('an interviewer who rates nothing of it reads nothing of it', async ({ page, newPage, app }) => {
  const candidate = await newPage();
  const taker = await startTaking(candidate, app);
  const values = await valuesFor(app, taker.attemptId);
  const { principal, password } = await addStaff(app, 'Nadia Ferrante', ['interviewer']);
  await signInWithPassword(page, principal.email, password);
  const open = /^\/(queue|questions|sessions)/;
  for (const route of routes.filter((one) => one.side === 'staff' && one.methods.includes('GET'))) {
    const missing = addressesOf(route, ofNobody);
    for (const [index, address] of addressesOf(route, values).entries()) {
      const answer = await ask(page.request, address, values);
      expect(answer.said.includes(taker.name), address).toBe(false);
      if (open.test(route.pattern)) expect(answer.status, address).toBe(200);
      else if (route.pattern !== '/positions') {
        expect(answer.status, address).toBe(404);
        expect((await ask(page.request, missing[index] ?? '', ofNobody)).status, address).toBe(404);
      }
    }
  }
});

test('what one person may do is not done for another, nor for a page of another site', async ({
  page: manager,
  newPage,
  app,
}) => {
  const position = await demoPosition(app);
  await signIn(manager, app, 'manager');
  await manager.goto(`/positions/${position.id}/invite`);
  const email = `replayed-${Date.now()}@candidates.example`;
  const form = manager.getByRole('form', { name: 'Invite one' });
  await form.getByLabel('Name').fill('Replayed Person');
  await form.getByLabel('E-mail').fill(email);
  // The action's own request is caught before it leaves: id, body and all.
  const caught = new Promise<Request>((resolve) => {
    void manager.route('**/invite', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      resolve(route.request());
      await route.abort();
    });
  });
  await form.getByRole('button', { name: 'Invite' }).click();
  const request = await caught;
  const headers = await request.allHeaders();
  const replay = (as: APIRequestContext, origin: string | null) =>
    as.post(request.url(), {
      data: request.postDataBuffer() ?? Buffer.alloc(0),
      maxRedirects: 0,
      headers: {
        'next-action': headers['next-action'] ?? '',
        'content-type': headers['content-type'] ?? '',
        accept: 'text/x-component',
        ...(origin === null ? {} : { origin }),
      },
    });
  const invitations = async () => {
    const rows = await app.sql`select count(*)::int as n from candidate where email = ${email}`;
    return rows[0]?.n;
  };

  const candidate = await newPage();
  await startTaking(candidate, app);
  const stranger = await newPage();
  const interviewer = await newPage();
  await signIn(interviewer, app, 'shreya');
  for (const one of [candidate, stranger, interviewer]) {
    const response = await replay(one.request, app.baseUrl);
    expect((await response.text()).includes('/i/')).toBe(false);
    expect(await invitations()).toBe(0);
  }
  for (const origin of ['https://evil.example', 'null']) {
    await replay(manager.request, origin);
    expect(await invitations(), origin).toBe(0);
  }
  // The very same request by the manager from our own page does it: what stood in the way was who and whence.
  const response = await replay(manager.request, app.baseUrl);
  expect(response.status()).toBe(200);
  expect(await invitations()).toBe(1);
});

test('every handler that changes something refuses other sites and broken bodies', async ({ page, app }) => {
  const { attemptId } = await startTaking(page, app);
  const values = await valuesFor(app, attemptId);
  const handlers = routes.filter(
    (one) => one.kind === 'handler' && one.methods.some((name) => name !== 'GET'),
  );
  const own = handlers.filter((one) => !one.pattern.startsWith('/api/auth/'));
  expect(own.length).toBeGreaterThan(6);
  const bodies: Record<string, string | Buffer> = {
    nothing: '',
    'half an object': '{"itemNumber":',
    'an empty object': '{}',
    null: 'null',
    'a list': '[]',
    'a text': '"x"',
    'a prototype': '{"__proto__":{"itemNumber":1},"constructor":{"prototype":{}}}',
    'other types': '{"itemNumber":"1","files":{"length":1},"events":7,"flagged":"yes","token":[]}',
    'numbers at the edge': '{"itemNumber":1e309,"openMs":-1,"flagged":true,"files":[]}',
    'a deep list': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    'one and a half megabytes': JSON.stringify({
      itemNumber: 1,
      files: [{ path: 'a.ts', text: 'x'.repeat(1_500_000) }],
    }),
    'bytes that are no text': Buffer.from([0xff, 0xfe, 0x00, 0xc0, 0xaf, 0x80]),
    'random bytes': Buffer.from(Array.from({ length: 4_000 }, (_, n) => (n * 7_919) % 256)),
  };
  for (const route of own) {
    for (const address of addressesOf(route, values)) {
      const at = route.pattern.endsWith('/updates') ? `${address}?batch=${randomUUID()}` : address;
      for (const origin of ['https://evil.example', `${app.baseUrl}.evil.example`, 'null', undefined]) {
        const response = await page.request.post(at, { data: '{}', headers: origin ? { origin } : {} });
        expect(response.status(), `${route.pattern} from ${origin}`).toBe(404);
        expect((await response.json()).error.code, `${route.pattern} from ${origin}`).toBe('forbidden');
      }
      for (const [name, data] of Object.entries(bodies)) {
        const response = await page.request.post(at, {
          data,
          headers: { origin: app.baseUrl, 'content-type': 'application/json' },
        });
        expect(response.status(), `${route.pattern}: ${name}`).toBeGreaterThanOrEqual(400);
        expect(response.status(), `${route.pattern}: ${name}`).toBeLessThan(500);
        const { error } = await response.json();
        expect(error, `${route.pattern}: ${name}`).toEqual({
          code: expect.any(String),
          message: expect.any(String),
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          retryAfterMs: null,
        });
      }
    }
  }
  const left = await app.sql`
    select (select count(*)::int from run where attempt_id = ${attemptId}) as runs,
           (select count(*)::int from attempt_event where attempt_id = ${attemptId} and client_key is not null) as events,
           (select coalesce(sum(head), 0)::int from document where attempt_id = ${attemptId} and item_number <> 6) as edits`;
  expect(left[0]).toEqual({ runs: 0, events: 0, edits: 0 });
});

test('addresses that nobody would type are answered, not failed', async ({ page, newPage, app }) => {
  await startTaking(page, app);
  const manager = await newPage();
  await signIn(manager, app, 'manager');
  const strange = [
    '%00',
    '..%2f..%2fetc%2fpasswd',
    '__proto__',
    'constructor',
    `${'9'.repeat(400)}`,
    '-1',
    '1e9',
    '%F0%9F%92%A9',
    "'%3B--",
  ];
  for (const one of strange) {
    for (const address of [
      `/take/q/${one}`,
      `/take/practice/${one}`,
      `/i/${one}`,
      `/link/${one}`,
      `/api/documents/${one}`,
      `/api/attempt/runs?item=${one}`,
      `/api/events?tab=${one}&after=${one}`,
    ]) {
      const response = await page.request.get(address, {
        headers: { 'last-event-id': 'x' },
        maxRedirects: 0,
        timeout: 10_000,
      });
      expect(response.status(), address).toBeLessThan(500);
    }
    for (const address of [
      `/attempts/${one}`,
      `/attempts/${one}/report`,
      `/attempts/${one}/answers/${one}?seq=${one}`,
      `/positions/${one}?tab=${one}`,
      `/positions/${one}/candidates.csv`,
      `/questions/${one}`,
      `/audit?before=${one}&page=${one}`,
    ]) {
      const response = await manager.request.get(address, { maxRedirects: 0 });
      expect(response.status(), address).toBeLessThan(500);
    }
  }
});
