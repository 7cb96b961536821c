const limitDefault = 20;
const limitMax = 100;

export async function listOrders(request: ListRequest, tools: Tools): Promise<ListResponse> {
  const after = request.cursor === null ? null : readCursor(request, request.cursor, tools);
  if (after === 'bad') return { status: 400 };

  const limit = Math.min(limitMax, Math.max(1, request.limit ?? limitDefault));
  // One row more than asked for: it tells whether anything follows, without counting.
  const rows = await tools.store.scan({ tenant: request.tenant, status: request.status, after, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last ? writeCursor(request, last, tools) : null;
  return { status: 200, items, nextCursor };
}

function writeCursor(request: ListRequest, place: Place, tools: Tools): string {
  const { createdAt, id } = place;
  return tools.encode(JSON.stringify([createdAt, id, tools.sign(signedText(request, createdAt, id))]));
}

function readCursor(request: ListRequest, cursor: string, tools: Tools): Place | 'bad' {
  const text = tools.decode(cursor);
  if (text === null) return 'bad';
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return 'bad';
  }
  if (!Array.isArray(parts)) return 'bad';
  const [createdAt, id, signature] = parts;
  if (typeof createdAt !== 'number' || typeof id !== 'string' || typeof signature !== 'string') return 'bad';
  return tools.isSigned(signedText(request, createdAt, id), signature) ? { createdAt, id: '\uffff' } : 'bad';
}

/** JSON keeps the parts apart: no tenant can be chosen so that its text runs into the next part. */
function signedText(request: ListRequest, createdAt: number, id: string): string {
  return JSON.stringify([request.tenant, request.status, createdAt, id]);
}
