import { listOrders } from './solution.ts';

interface Row {
  id: string;
  tenant: string;
  createdAt: number;
  status: 'open' | 'closed';
}

let rows: Row[] = [];
let scans = 0;
let rowsRead = 0;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const newerFirst = (a: Row, b: Row) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

const store = {
  async scan(scan: {
    tenant: string;
    status: string | null;
    after: { createdAt: number; id: string } | null;
    limit: number;
  }) {
    scans += 1;
    const { tenant, status, after } = scan;
    const limit = Math.max(0, Math.floor(Number(scan.limit)));
    const found: Row[] = [];
    for (const row of rows) {
      if (found.length >= limit) break;
      if (row.tenant !== tenant || (status !== null && row.status !== status)) continue;
      if (
        after &&
        (row.createdAt > after.createdAt || (row.createdAt === after.createdAt && row.id >= after.id))
      )
        continue;
      found.push({ ...row });
    }
    rowsRead += found.length;
    return found;
  },
};

/** Two keyed 64-bit hashes: nothing that holds against an attacker with time, enough against a text that was changed. */
function sign(text: string): string {
  let signature = '';
  for (let round = 1; round <= 4; round += 1) {
    let hash = 0x811c9dc5 ^ Math.imul(round, 0x9e3779b1);
    for (const part of ['k3y/', text, `/${text.length}`]) {
      for (let index = 0; index < part.length; index += 1) {
        hash = Math.imul(hash ^ part.charCodeAt(index), 0x01000193);
        hash ^= hash >>> 13;
      }
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    signature += ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, '0');
  }
  return signature;
}

const tools = {
  store,
  sign,
  isSigned: (text: string, signature: string) => sign(text) === signature,
  encode(text: string): string {
    let bits = '';
    for (const byte of new TextEncoder().encode(text)) bits += byte.toString(2).padStart(8, '0');
    let encoded = '';
    for (let index = 0; index < bits.length; index += 6) {
      encoded += alphabet[Number.parseInt(bits.slice(index, index + 6).padEnd(6, '0'), 2)];
    }
    return encoded;
  },
  decode(text: string): string | null {
    let bits = '';
    for (const character of text) {
      const value = alphabet.indexOf(character);
      if (value < 0) return null;
      bits += value.toString(2).padStart(6, '0');
    }
    const bytes: number[] = [];
    for (let index = 0; index + 8 <= bits.length; index += 8)
      bytes.push(Number.parseInt(bits.slice(index, index + 8), 2));
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    } catch {
      return null;
    }
  },
};

export function fill(all: Row[]): void {
  rows = all.map((row) => ({ ...row })).sort(newerFirst);
}

export function change(added: Row[], deletedIds: string[]): void {
  const deleted = new Set(deletedIds);
  rows = [...rows.filter((row) => !deleted.has(row.id)), ...added.map((row) => ({ ...row }))].sort(
    newerFirst,
  );
}

export async function list(
  tenant: string,
  status: string | null,
  limit: number | null,
  cursor: string | null,
): Promise<unknown> {
  scans = 0;
  rowsRead = 0;
  const request = { tenant, status: status as 'open' | 'closed' | null, limit, cursor };
  const response = await listOrders(request, tools);
  if (response?.status !== 200) return { status: response?.status ?? null, scans, rowsRead };
  const ids = Array.isArray(response.items) ? response.items.map((item) => item?.id ?? null) : null;
  return { status: 200, ids, nextCursor: response.nextCursor ?? null, scans, rowsRead };
}

/** For the checks, to look into a cursor and to put one together. */
export function open(text: string): string | null {
  return tools.decode(text);
}

export function seal(text: string): string {
  return tools.encode(text);
}
