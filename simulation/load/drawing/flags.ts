import { consumes, type Link, type Network } from './network.ts';
import { reachedBy } from './problems.ts';

/** What gives somebody a wrong answer however well it runs, as sentences. */
export function correctnessFlags(network: Network): string[] {
  const { nodes, flows, links } = network;
  const reached = flows.map((_, index) => reachedBy(network, index));
  // A connection that names no flows would carry every one, but only those come to it that its start is reached by.
  const comes = (link: Link, index: number) =>
    link.carries[index] === true && reached[index]?.has(link.from) === true;
  const found: string[] = [];
  for (const node of nodes) {
    if (node.kind !== 'cdn' || !node.settings.flag('personal')) continue;
    for (const [index, flow] of flows.entries())
      if (flow.cacheable === 'personal' && node.incoming.some((link) => comes(link, index)))
        found.push(`${flow.title}: ${node.label} gives one person’s answer to another.`);
  }
  for (const link of links) {
    for (const [index, flow] of flows.entries()) {
      if (!flow.fresh || !comes(link, index) || link.weight === 0) continue;
      if (link.to.kind === 'replica' && link.from.kind !== 'sql')
        found.push(`${flow.title}: reads from ${link.to.label}, which does not have the last write yet.`);
      if (link.to.kind === 'cdn' && flow.cacheable === 'shared')
        found.push(`${flow.title}: ${link.to.label} keeps an answer from before the last write.`);
    }
  }
  for (const link of links) {
    const { from, to } = link;
    const twice = flows.some((flow, index) => flow.once && comes(link, index));
    if (from.kind === 'queue' && consumes(to.kind) && twice && !to.settings.flag('idempotent'))
      found.push(`${to.label} would do the same thing twice: a queue gives a message at least once.`);
  }
  for (const link of links) {
    const { to } = link;
    if (to.kind !== 'store') continue;
    for (const [index, { title, keep, operation }] of flows.entries()) {
      if (keep === null || operation === 'read' || !comes(link, index)) continue;
      const hotDays = to.settings.number('hotDays');
      const months = hotDays / daysOfMonth + to.settings.number('coldMonths');
      if (hotDays < keep.hotDays)
        found.push(`${title}: ${to.label} keeps ${hotDays} of ${keep.hotDays} days hot.`);
      if (months < keep.months)
        found.push(`${title}: ${to.label} keeps ${Math.floor(months)} of ${keep.months} months.`);
    }
  }
  return [...new Set(found)];
}

const daysOfMonth = 30;
