export async function listOrders(request: ListRequest, tools: Tools): Promise<ListResponse> {
  const limit = Math.min(100, Math.max(1, request.limit ?? 20));
  let after: Place | null = null;
  if (request.cursor !== null) {
    try {
      const place = JSON.parse(tools.decode(request.cursor) ?? '');
      if (place.tenant !== request.tenant || place.status !== request.status) return { status: 400 };
      if (typeof place.createdAt !== 'number' || typeof place.id !== 'string') return { status: 400 };
      after = { createdAt: place.createdAt, id: place.id };
    } catch {
      return { status: 400 };
    }
  }
  const rows = await tools.store.scan({ tenant: request.tenant, status: request.status, after, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || !last) return { status: 200, items, nextCursor: null };
  const { createdAt, id } = last;
  const cursor = { tenant: request.tenant, status: request.status, createdAt, id };
  return { status: 200, items, nextCursor: tools.encode(JSON.stringify(cursor)) };
}
