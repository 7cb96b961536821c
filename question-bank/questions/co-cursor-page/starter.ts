export async function listOrders(request: ListRequest, tools: Tools): Promise<ListResponse> {
  const items = await tools.store.scan({
    tenant: request.tenant,
    status: request.status,
    after: null,
    limit: request.limit ?? 20,
  });
  return { status: 200, items, nextCursor: null };
}
