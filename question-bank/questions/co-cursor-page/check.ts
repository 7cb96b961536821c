import type { Check, CheckTools, Guest, Random } from '../../../sandbox/check-api.ts';
import type { Json } from '../../../sandbox/contract.ts';

type Status = 'open' | 'closed' | null;

interface Row {
  id: string;
  tenant: string;
  createdAt: number;
  status: 'open' | 'closed';
}

interface Page {
  status: Json;
  ids: Json[];
  nextCursor: string | null;
  scans: number;
  rowsRead: number;
}

function row(id: string, createdAt: number, status: 'open' | 'closed' = 'open', tenant = 'acme'): Row {
  return { id, tenant, createdAt, status };
}

function inOrder(rows: readonly Row[], tenant: string, status: Status): string[] {
  return rows
    .filter((one) => one.tenant === tenant && (status === null || one.status === status))
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
    .map((one) => one.id);
}

class Client {
  readonly guest: Guest;
  readonly tools: CheckTools;

  constructor(guest: Guest, tools: CheckTools) {
    this.guest = guest;
    this.tools = tools;
  }

  async fill(rows: readonly Row[]): Promise<void> {
    await this.guest.call(
      'fill',
      rows.map((one) => ({ ...one })),
    );
  }

  async list(tenant: string, status: Status, limit: number | null, cursor: string | null): Promise<Page> {
    const page = await this.guest.call('list', tenant, status, limit, cursor);
    if (typeof page !== 'object' || page === null || Array.isArray(page))
      return this.tools.fail('there was no response');
    return {
      status: page.status ?? null,
      ids: Array.isArray(page.ids) ? page.ids : [],
      nextCursor: typeof page.nextCursor === 'string' ? page.nextCursor : null,
      scans: Number(page.scans),
      rowsRead: Number(page.rowsRead),
    };
  }

  async good(tenant: string, status: Status, limit: number | null, cursor: string | null): Promise<Page> {
    const page = await this.list(tenant, status, limit, cursor);
    const input = { tenant, status, limit, cursor };
    this.tools.assert(page.status === 200, `expected status 200, got ${page.status}`, { input });
    return page;
  }

  async refused(tenant: string, status: Status, cursor: string, what: string): Promise<void> {
    const page = await this.list(tenant, status, 10, cursor);
    const input = { tenant, status, cursor };
    this.tools.assert(page.status === 400, `${what}: expected status 400, got ${page.status}`, { input });
    this.tools.assert(page.scans === 0, `${what}: the store was asked`, { input });
  }

  /** A cursor after the first two of the given tenant's rows. */
  async cursorOf(tenant: string, status: Status): Promise<string> {
    const { nextCursor } = await this.good(tenant, status, 2, null);
    return (
      nextCursor ??
      this.tools.fail('the first page has no cursor although more rows follow', { input: { tenant, status } })
    );
  }
}

const many = (tenant: string): Row[] =>
  Array.from({ length: 12 }, (_, index) =>
    row(`${tenant}-${index}`, 100 + index, index % 2 === 0 ? 'open' : 'closed', tenant),
  );

const checks: Check[] = [
  {
    name: 'first-page',
    title: 'The newest orders first, twenty when no limit is given',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const client = new Client(guest, tools);
      const rows = Array.from({ length: 30 }, (_, index) => row(`o${index}`, index * 10));
      await client.fill([...rows, row('foreign', 5_000, 'open', 'other')]);
      const page = await client.good('acme', null, null, null);
      tools.equal(page.ids, inOrder(rows, 'acme', null).slice(0, 20), 'items');
    },
  },
  {
    name: 'next-page',
    title: 'The cursor leads to the next page, and the last page has none',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const client = new Client(guest, tools);
      await client.fill([row('o1', 100), row('o2', 100), row('o3', 200)]);
      const first = await client.good('acme', null, 2, null);
      tools.equal(first.ids, ['o3', 'o2'], 'items of the first page');
      tools.assert(first.nextCursor !== null, 'the first page has no cursor although o1 follows');
      const second = await client.good('acme', null, 2, first.nextCursor);
      tools.equal(second.ids, ['o1'], 'items of the second page');
      tools.equal(second.nextCursor, null, 'cursor of the last page');
    },
  },
  {
    name: 'ties',
    title: 'Orders of the same moment are neither repeated nor lost',
    weight: 2,
    async run(guest, tools) {
      const client = new Client(guest, tools);
      const rows = [
        ...Array.from({ length: 23 }, (_, index) => row(`same-${index}`, 777)),
        ...Array.from({ length: 5 }, (_, index) => row(`early-${index}`, 300 + Math.floor(index / 2))),
        row('half', 776.5),
        row('quote"\\ ,.|é😀', 777),
      ];
      await client.fill(rows);
      for (const limit of [1, 2, 5, 7, 23]) {
        const seen = await walk(client, 'acme', null, () => limit);
        tools.equal(seen, inOrder(rows, 'acme', null), `all pages together with limit ${limit}`);
      }
    },
  },
  {
    name: 'interleavings',
    title: '500 walks with inserts and deletes between the pages',
    weight: 3,
    limits: { wallMs: 10_000 },
    async run(guest, tools) {
      const random = tools.random(70_001);
      for (let round = 0; round < 500; round += 1) await oneWalk(new Client(guest, tools), tools, random);
    },
  },
  {
    name: 'has-more',
    title: 'nextCursor is null exactly when nothing follows',
    weight: 2,
    async run(guest, tools) {
      const client = new Client(guest, tools);
      for (const count of [0, 1, 3, 4, 6]) {
        const rows = Array.from({ length: count }, (_, index) => row(`o${index}`, index));
        await client.fill([...rows, row('x', 1, 'open', 'other'), row('y', 0, 'closed')]);
        for (const limit of [1, 2, 3]) {
          let cursor: string | null = null;
          let seen = 0;
          do {
            const page: Page = await client.good('acme', 'open', limit, cursor);
            seen += page.ids.length;
            cursor = page.nextCursor;
            tools.assert(
              (cursor === null) === seen >= count,
              `after ${seen} of ${count} rows, limit ${limit}`,
              {
                expected: seen >= count ? 'nextCursor is null' : 'a cursor',
                actual: cursor,
              },
            );
            if (cursor !== null)
              tools.assert(cursor.length <= 300, 'a cursor has more than 300 characters', { actual: cursor });
          } while (cursor !== null && seen < count);
        }
      }
      // The rows that follow may be deleted before anybody asks for them.
      await client.fill([row('b', 2), row('a', 1)]);
      const first = await client.good('acme', null, 1, null);
      await guest.call('change', [], ['a']);
      const second = await client.good('acme', null, 1, first.nextCursor);
      tools.equal([second.ids, second.nextCursor], [[], null], 'page after the rest was deleted');
    },
  },
  {
    name: 'rows-read',
    title: 'At most limit + 1 rows are read for a page',
    weight: 2,
    async run(guest, tools) {
      const client = new Client(guest, tools);
      const rows = Array.from({ length: 500 }, (_, index) => row(`o${index}`, index % 90));
      await client.fill(rows);
      let cursor: string | null = null;
      let seen = 0;
      for (let number = 1; number <= 60; number += 1) {
        const page: Page = await client.good('acme', null, 7, cursor);
        tools.assert(page.rowsRead <= 8, `page ${number} with limit 7 read ${page.rowsRead} rows`, {
          expected: 'at most 8',
          actual: page.rowsRead,
        });
        cursor = page.nextCursor;
        seen += page.ids.length;
        tools.assert(
          cursor !== null,
          `page ${number} has no cursor although only ${seen} of 500 rows have come`,
        );
      }
    },
  },
  {
    name: 'limit',
    title: 'The limit is kept between 1 and 100 and may change between pages',
    weight: 1,
    async run(guest, tools) {
      const client = new Client(guest, tools);
      const rows = Array.from({ length: 320 }, (_, index) => row(`o${index}`, index));
      await client.fill(rows);
      for (const [limit, expected] of [
        [null, 20],
        [1, 1],
        [0, 1],
        [-5, 1],
        [100, 100],
        [101, 100],
        [1_000_000, 100],
      ] as const) {
        const page = await client.good('acme', null, limit, null);
        tools.equal(page.ids.length, expected, `number of items with limit ${limit}`);
      }
      const limits = [3, 100, 1, 50, 7];
      const seen = await walk(client, 'acme', null, (page) => limits[page % limits.length] ?? 1);
      tools.equal(seen, inOrder(rows, 'acme', null), 'all pages together with changing limits');
    },
  },
  {
    name: 'foreign-cursor',
    title: 'A cursor of another tenant or filter is refused with 400',
    weight: 3,
    async run(guest, tools) {
      const client = new Client(guest, tools);
      const tenants = [
        'acme',
        'other',
        'acmeopen',
        'acme|open',
        'acme,open',
        'acme"',
        '',
        'null',
        'acmenull',
      ];
      await client.fill(tenants.flatMap(many));
      const filters: Status[] = [null, 'open', 'closed'];
      for (const tenant of tenants) {
        for (const filter of filters) {
          const cursor = await client.cursorOf(tenant, filter);
          await client.good(tenant, filter, 3, cursor);
          for (const otherTenant of tenants) {
            for (const otherFilter of filters) {
              if (otherTenant === tenant && otherFilter === filter) continue;
              const what = `cursor of tenant "${tenant}", status ${filter}, used for "${otherTenant}", ${otherFilter}`;
              await client.refused(otherTenant, otherFilter, cursor, what);
            }
          }
        }
      }
    },
  },
  {
    name: 'bad-cursor',
    title: 'A cursor that was tampered with is refused with 400, before the store is asked',
    weight: 3,
    async run(guest, tools) {
      const client = new Client(guest, tools);
      await client.fill([...many('acme'), ...many('other')]);
      const texts = [
        '',
        'x',
        '{}',
        '[]',
        'null',
        '%',
        'é',
        'AAAA',
        'bnVsbA',
        'W10',
        'e30',
        '../../etc',
        '0'.repeat(5_000),
      ];
      for (const text of texts) await client.refused('acme', null, text, `cursor "${text.slice(0, 20)}"`);
      for (const text of [
        'null',
        '[]',
        '{}',
        '1',
        '"a"',
        '[1,2,3]',
        '["a","b","c"]',
        '[101,"acme-1",null]',
      ]) {
        await client.refused(
          'acme',
          null,
          String(await guest.call('seal', text)),
          `cursor with the content ${text}`,
        );
      }

      const cursor = await client.cursorOf('acme', null);
      await client.good('acme', null, 3, cursor);
      // The last few characters may carry bits without a meaning; all others count.
      for (let place = 0; place < cursor.length - 4; place += 1) {
        const changed = cursor[place] === 'A' ? 'B' : 'A';
        await client.refused(
          'acme',
          null,
          cursor.slice(0, place) + changed + cursor.slice(place + 1),
          `character ${place} changed`,
        );
      }
      await client.refused('acme', null, cursor.slice(0, -8), 'the end cut off');
      await client.refused('acme', null, cursor + cursor, 'the cursor twice');

      // What somebody would try who looks into it: another tenant's name, another place.
      for (const [from, to, tenant] of [
        ['acme', 'other', 'other'],
        ['110', '105', 'acme'],
        ['"createdAt":110', '"createdAt":105', 'acme'],
      ] as const) {
        const parts = cursor.split('.');
        for (let index = 0; index < parts.length; index += 1) {
          const inside = await guest.call('open', parts[index] ?? '');
          if (typeof inside !== 'string' || !inside.includes(from)) continue;
          const forged = [...parts];
          forged[index] = String(await guest.call('seal', inside.replaceAll(from, to)));
          await client.refused(
            tenant,
            null,
            forged.join('.'),
            `"${from}" replaced by "${to}" inside the cursor`,
          );
        }
      }
    },
  },
];

async function walk(
  client: Client,
  tenant: string,
  status: Status,
  limitOf: (page: number) => number,
): Promise<Json[]> {
  const seen: Json[] = [];
  let cursor: string | null = null;
  for (let number = 0; number < 500; number += 1) {
    const page: Page = await client.good(tenant, status, limitOf(number), cursor);
    seen.push(...page.ids);
    cursor = page.nextCursor;
    if (cursor === null) return seen;
  }
  return client.tools.fail('the walk through the pages does not end');
}

async function oneWalk(client: Client, tools: CheckTools, random: Random): Promise<void> {
  const status: Status = random.pick([null, 'open', 'closed']);
  let rows: Row[] = [];
  let number = 0;
  const create = (): Row => {
    number += 1;
    const tenant = random.next() < 0.85 ? 'acme' : 'other';
    return row(
      `o${random.int(100, 999)}-${number}`,
      random.int(1, 6),
      random.pick(['open', 'closed'] as const),
      tenant,
    );
  };
  rows = Array.from({ length: random.int(0, 25) }, create);
  await client.fill(rows);
  const throughout = new Set(inOrder(rows, 'acme', status));
  const ever = new Set(throughout);
  const seen: Json[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 80; page += 1) {
    const one: Page = await client.good('acme', status, random.int(1, 5), cursor);
    seen.push(...one.ids);
    cursor = one.nextCursor;
    if (cursor === null) break;
    const added = Array.from({ length: random.int(0, 2) }, create);
    const deleted = rows.filter(() => random.next() < 0.06).map((old) => old.id);
    rows = [...rows.filter((old) => !deleted.includes(old.id)), ...added];
    for (const id of deleted) throughout.delete(id);
    for (const id of inOrder(added, 'acme', status)) ever.add(id);
    await client.guest.call(
      'change',
      added.map((one) => ({ ...one })),
      deleted,
    );
  }
  tools.assert(cursor === null, 'the walk through the pages does not end');
  tools.assert(new Set(seen).size === seen.length, 'a row came twice', { actual: seen });
  const lost = [...throughout].filter((id) => !seen.includes(id));
  tools.assert(lost.length === 0, 'rows that were there during the whole walk did not come', {
    expected: lost,
    actual: seen,
  });
  const foreign = seen.filter((id) => !ever.has(String(id)));
  tools.assert(foreign.length === 0, 'rows of another tenant or status came', { actual: foreign });
}

export default checks;
