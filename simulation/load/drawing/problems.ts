import { visitsMax } from '../limits.ts';
import type { Flow, LoadDesign, Scenario } from '../scenario.ts';
import { type ComponentKind, isComponentKind, kindTables } from './kinds.ts';
import {
  buildNetwork,
  connectionProblem,
  consumes,
  isBuffer,
  type Link,
  type Network,
  type Node,
  passesOn,
} from './network.ts';

/** Something that is wrong with a drawing before anything runs, as a sentence without a full stop. */
export interface DesignProblem {
  text: string;
  component: string | null;
  connection: string | null;
  /** The flow that gets nothing done because of it; null where it is a remark. */
  flow: string | null;
}

const problem = (text: string, where: Partial<DesignProblem> = {}): DesignProblem => ({
  ...{ text, component: null, connection: null, flow: null },
  ...where,
});

export function designProblems(design: LoadDesign, scenario: Scenario): DesignProblem[] {
  const network = buildNetwork(design, scenario);
  return [
    ...connectionProblems(design),
    ...componentProblems(network),
    ...scenario.flows.flatMap((_, index) => flowProblems(network, index)),
  ];
}

function connectionProblems(design: LoadDesign): DesignProblem[] {
  const kinds = new Map(design.components.map((component) => [component.id, component.kind]));
  return design.connections.flatMap(({ id, from, to }) => {
    const ends = [kinds.get(from), kinds.get(to)];
    if (!isComponentKind(ends[0]) || !isComponentKind(ends[1])) return [];
    const text = connectionProblem(ends[0], ends[1]);
    return text === null ? [] : [problem(text, { connection: id })];
  });
}

function componentProblems({ nodes, links, circle }: Network): DesignProblem[] {
  const found: DesignProblem[] = circle.map((node) =>
    problem(`${node.label} stands in a circle, or behind one, so nothing reaches it`, { component: node.id }),
  );
  for (const node of nodes) {
    const outgoing = links.filter((link) => link.from === node);
    const here = { component: node.id };
    // What belongs to others need not be asked; a flow that needs it says so itself.
    if (node.incoming.length === 0 && node.kind !== 'clients' && node.kind !== 'provider')
      found.push(problem(`Nothing is connected to ${node.label}`, here));
    if (node.kind === 'replica' && !node.incoming.some((link) => link.from.kind === 'sql'))
      found.push(problem(`${node.label} follow no database: connect the SQL database to them`, here));
    if (node.kind === 'gateway' && node.settings.text('auth') === 'introspect') {
      if (!outgoing.some((link) => link.to.kind === 'provider'))
        found.push(problem(`${node.label} asks nobody who calls: connect it to the identity provider`, here));
    }
    const shared = node.settings.text('limit') !== 'none' && node.settings.text('limiterState') === 'shared';
    if (node.kind === 'gateway' && shared && !outgoing.some((link) => link.to.kind === 'cache'))
      found.push(problem(`${node.label} has no cache for its counters`, here));
  }
  return found;
}

/** Calls that one request of a flow makes when nothing fails and no cache helps, queues and workers included. */
export function callsOf({ nodes, links, clients }: Network, flow: number): number {
  const visits = new Map<Node, number>(clients === null ? [] : [[clients, 1]]);
  let calls = 0;
  for (const node of nodes) {
    const times = visits.get(node) ?? 0;
    calls += times;
    for (const link of onward(node, flow, links)) visits.set(link.to, (visits.get(link.to) ?? 0) + times);
  }
  return calls;
}

/** Components that a flow comes to, queues and workers included. */
export function reachedBy({ nodes, links, clients }: Network, flow: number): ReadonlySet<Node> {
  const reached = new Set(clients === null ? [] : [clients]);
  for (const node of nodes)
    if (reached.has(node)) for (const link of onward(node, flow, links)) reached.add(link.to);
  return reached;
}

function onward(node: Node, flow: number, links: readonly Link[]): Link[] {
  const route = node.routes[flow];
  if (route === undefined) return [];
  return isBuffer(node.kind)
    ? links.filter((link) => link.from === node && link.carries[flow] && consumes(link.to.kind))
    : [...route.caches, ...route.oneOf, ...route.all, ...route.publishes];
}

/** Follows one flow from the clients through everything that carries it, queues and workers included. */
function flowProblems(network: Network, index: number): DesignProblem[] {
  const { nodes, links, clients, flows } = network;
  const flow = flows[index];
  if (flow === undefined) return [];
  const blame = { flow: flow.id };
  if (clients === null) return [problem(`${flow.title}: there are no clients in the drawing`, blame)];
  const found: DesignProblem[] = [];
  /** Components that the flow comes to: whether it was checked who calls on every way there. */
  const known = new Map<Node, boolean>([[clients, false]]);
  for (const node of nodes) {
    const before = known.get(node);
    if (before === undefined) continue;
    const checked = before || checksCallers(node, index);
    const next = onward(node, index, links);
    if (next.length === 0 && passesOn(node.kind))
      found.push(
        problem(`${flow.title}: ${node.label} passes it on to nobody`, { ...blame, component: node.id }),
      );
    if (next.length === 0 && isBuffer(node.kind))
      found.push(
        problem(`${flow.title}: nobody takes it from ${node.label}`, { ...blame, component: node.id }),
      );
    for (const { to } of next) {
      // Said of the first that works, not of all behind it.
      if (!flow.authenticated || checked || !passesOn(node.kind) || passesOn(to.kind)) continue;
      const text = `${flow.title}: reaches ${to.label} without a gateway that checks who calls`;
      if (!found.some((one) => one.text === text)) found.push(problem(text, { ...blame, component: to.id }));
    }
    for (const link of next) known.set(link.to, checked && known.get(link.to) !== false);
    if (node.kind === 'function' && takesBoth(node))
      found.push(
        problem(
          `${flow.title}: ${node.label} takes messages and answers calls; it needs to be two functions`,
          {
            ...blame,
            component: node.id,
          },
        ),
      );
    if (flow.operation === 'write')
      for (const link of links)
        if (link.from === node && link.carries[index] && link.to.kind === 'replica' && node.kind !== 'sql')
          found.push(
            problem(`${flow.title}: a read replica takes no writes`, { ...blame, connection: link.id }),
          );
  }
  if (callsOf(network, index) > visitsMax)
    found.push(problem(`${flow.title}: one request makes more than ${visitsMax} calls`, blame));
  const certain = reachedForCertain(network, index);
  const possible = new Set([...reachedBy(network, index)].map((node) => kindFor(flow, node.kind)));
  for (const kind of flow.needs) {
    if (certain.has(kindFor(flow, kind))) continue;
    const name = kindTables[kind].name;
    found.push(
      problem(
        possible.has(kindFor(flow, kind))
          ? `${flow.title}: not every way of it reaches a component of the kind “${name}”`
          : `${flow.title}: never reaches a component of the kind “${name}”`,
        blame,
      ),
    );
  }
  return found;
}

/** A gateway that asks each time checks only when it has whom to ask. */
function checksCallers(node: Node, index: number): boolean {
  if (node.kind !== 'gateway') return false;
  const auth = node.settings.text('auth');
  return auth === 'jwt' || (auth === 'introspect' && node.routes[index]?.identity != null);
}

function takesBoth({ incoming }: Node): boolean {
  return (
    incoming.some((link) => isBuffer(link.from.kind)) && incoming.some((link) => !isBuffer(link.from.kind))
  );
}

/** For who reads, a replica is as good as its database. */
function kindFor(flow: Flow, kind: ComponentKind): ComponentKind {
  return kind === 'replica' && flow.operation === 'read' ? 'sql' : kind;
}

/** Kinds that every request of a flow comes to, whichever of several ways it takes. */
function reachedForCertain(
  { nodes, links, clients, flows }: Network,
  index: number,
): ReadonlySet<ComponentKind> {
  const flow = flows[index];
  if (flow === undefined || clients === null) return new Set();
  const certain = new Map<Node, ReadonlySet<ComponentKind>>();
  const of = (link: Link) => certain.get(link.to) ?? new Set<ComponentKind>();
  for (const node of [...nodes].reverse()) {
    const kinds = new Set<ComponentKind>([kindFor(flow, node.kind)]);
    const route = node.routes[index];
    const takers = isBuffer(node.kind) ? onward(node, index, links) : [];
    const either = node.kind === 'queue' ? takers : (route?.oneOf ?? []);
    const all = [
      ...(route?.all ?? []),
      ...(route?.publishes ?? []),
      ...(node.kind === 'stream' ? takers : []),
    ];
    for (const kind of common(either.map(of))) kinds.add(kind);
    for (const link of all) for (const kind of of(link)) kinds.add(kind);
    certain.set(node, kinds);
  }
  return certain.get(clients) ?? new Set();
}

function common(sets: readonly ReadonlySet<ComponentKind>[]): ComponentKind[] {
  const [first, ...others] = sets;
  return first === undefined ? [] : [...first].filter((kind) => others.every((set) => set.has(kind)));
}
