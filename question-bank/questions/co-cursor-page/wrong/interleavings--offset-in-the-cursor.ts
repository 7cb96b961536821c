export async function listOrders(request: ListRequest, tools: Tools): Promise<ListResponse> {
  const { tenant, status } = request;
  const limit = Math.min(100, Math.max(1, request.limit ?? 20));
  let offset = 0;
  if (request.cursor !== null) {
    try {
      const [from, signature] = JSON.parse(tools.decode(request.cursor) ?? '');
      if (!tools.isSigned(JSON.stringify([tenant, status, from]), signature)) return { status: 400 };
      offset = from;
    } catch {
      return { status: 400 };
    }
  }
  const rows = await tools.store.scan({ tenant, status, after: null, limit: offset + limit + 1 });
  const items = rows.slice(offset, offset + limit);
  const next = offset + limit;
  if (rows.length <= next) return { status: 200, items, nextCursor: null };
  const signature = tools.sign(JSON.stringify([tenant, status, next]));
  return { status: 200, items, nextCursor: tools.encode(JSON.stringify([next, signature])) };
}
