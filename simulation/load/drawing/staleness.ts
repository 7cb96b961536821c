import type { Network, Node } from './network.ts';

/** How old an answer may be on the worst way of a flow that reads, s. */
export function stalenessOf(
  { nodes, flows, clients }: Network,
  index: number,
  replicaLagSeconds: number,
): number {
  const flow = flows[index];
  if (flow === undefined || clients === null || flow.operation === 'write') return 0;
  const behind = new Map<Node, number>();
  const of = (node: Node) => behind.get(node) ?? 0;
  for (const node of [...nodes].reverse()) {
    const route = node.routes[index];
    const { kind, settings } = node;
    const keeps =
      kind === 'cache'
        ? flow.cacheable !== 'never'
        : kind === 'cdn' &&
          (flow.cacheable === 'shared' || (flow.cacheable === 'personal' && settings.flag('personal')));
    let seconds = keeps ? settings.number('ttlSeconds') : kind === 'replica' ? replicaLagSeconds : 0;
    if (route) {
      // What a cache keeps was as old as its source when it was fetched.
      seconds += Math.max(0, ...route.caches.map((link) => of(link.to)));
      seconds += Math.max(0, ...[...route.oneOf, ...route.all].map((link) => of(link.to)));
    }
    behind.set(node, seconds);
  }
  return of(clients);
}
