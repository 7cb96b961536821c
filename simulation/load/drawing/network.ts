import type { Flow, LoadComponent, LoadConnection, LoadDesign, Scenario, Work } from '../scenario.ts';
import {
  type ComponentKind,
  connectionSettings,
  isComponentKind,
  kindTables,
  type SettingValue,
  settingValue,
} from './kinds.ts';

/** A component as the simulation sees it: known kind, settings within bounds, and where each flow goes from it. */
export interface Node {
  id: string;
  label: string;
  kind: ComponentKind;
  settings: Settings;
  /** By index of the flow. */
  routes: readonly Route[];
  /** Links that end here. */
  incoming: Link[];
}

/** What a component does with a request of one flow after its own work. */
export interface Route {
  /** Asked first when the flow reads; a hit spares what follows. */
  caches: readonly Link[];
  /** One of these, by weight. */
  oneOf: readonly Link[];
  /** All of these, one after another. */
  all: readonly Link[];
  /** Messages into queues and streams. */
  publishes: readonly Link[];
  /** Only where the gateway asks who calls. */
  identity: Link | null;
  /** Only where the gateway counts in a cache. */
  counters: Link | null;
}

export interface Link {
  index: number;
  id: string;
  from: Node;
  to: Node;
  carries: readonly boolean[];
  weight: number;
  /** Infinity for none. */
  timeoutMs: number;
  attempts: number;
  backoffMs: number;
  budget: number | null;
  idempotencyKey: boolean;
}

export interface Network {
  flows: readonly Flow[];
  /** Every caller before what it calls; what stands in a circle is left out. */
  nodes: readonly Node[];
  links: readonly Link[];
  /** Drawn in a circle, so that no order exists. */
  circle: readonly Node[];
  clients: Node | null;
}

export class Settings {
  readonly #values = new Map<string, SettingValue>();

  constructor(component: Pick<LoadComponent, 'settings'> & { kind: ComponentKind }) {
    for (const setting of kindTables[component.kind].settings)
      this.#values.set(setting.key, settingValue(setting, component.settings[setting.key]));
  }

  number(key: string): number {
    const value = this.#values.get(key);
    return typeof value === 'number' ? value : 0;
  }

  flag(key: string): boolean {
    return this.#values.get(key) === true;
  }

  text(key: string): string {
    const value = this.#values.get(key);
    return typeof value === 'string' ? value : '';
  }
}

const passing: readonly ComponentKind[] = ['clients', 'cdn', 'gateway', 'balancer'];
const buffers: readonly ComponentKind[] = ['queue', 'stream'];
const ends: readonly ComponentKind[] = ['sql', 'replica', 'store', 'provider', 'cache'];
const consumers: readonly ComponentKind[] = ['worker', 'function'];

export function passesOn(kind: ComponentKind): boolean {
  return passing.includes(kind);
}

export function isBuffer(kind: ComponentKind): boolean {
  return buffers.includes(kind);
}

export function isEnd(kind: ComponentKind): boolean {
  return ends.includes(kind);
}

export function consumes(kind: ComponentKind): boolean {
  return consumers.includes(kind);
}

/** Why a connection between two kinds means nothing, or null where it means something. */
export function connectionProblem(from: ComponentKind, to: ComponentKind): string | null {
  if (to === 'clients') return 'Nothing is sent to the clients: an answer goes back by itself';
  if (from === 'sql' && to === 'replica') return null;
  if (to === 'replica' && from === 'replica')
    return 'A read replica follows the database, not another replica';
  if (isEnd(from)) return `A component of the kind “${kindTables[from].name}” asks nobody`;
  if (isBuffer(from) && !consumes(to)) return 'Only workers and functions take messages';
  if (to === 'worker' && !isBuffer(from)) return 'Workers take messages from a queue or a stream';
  if (passesOn(from) && (to === 'sql' || to === 'replica'))
    return 'A service, a function or a worker asks a database';
  if (passesOn(from) && to === 'provider' && from !== 'gateway')
    return 'A service calls somebody else’s system';
  if (passesOn(from) && to === 'store' && from !== 'cdn')
    return 'A service, or a CDN, stands in front of an object store';
  if (passesOn(from) && to === 'queue') return 'A service puts messages into a queue';
  if (passesOn(from) && to === 'cache' && from !== 'gateway')
    return 'Only a gateway or a service asks a cache';
  if (to === 'cdn' && from !== 'clients') return 'A CDN stands in front of everything else';
  return null;
}

export function workOf(flow: Flow, kind: ComponentKind): Work {
  return flow.work[kind] ?? defaultWork[kind] ?? { ms: 0, cv2: 0 };
}

/** The work of a component on a request of one flow: a service that only hands it over has little. */
export function workIn(node: Node, flow: Flow, index: number): Work {
  const handsOver = node.kind === 'service' && (node.routes[index]?.publishes.length ?? 0) > 0;
  return handsOver && flow.handOver ? flow.handOver : workOf(flow, node.kind);
}

const defaultWork: Partial<Record<ComponentKind, Work>> = {
  cdn: { ms: 8, cv2: 0 },
  gateway: { ms: 1, cv2: 0 },
  balancer: { ms: 0.5, cv2: 0 },
  service: { ms: 5, cv2: 1 },
  function: { ms: 20, cv2: 1 },
  cache: { ms: 0.5, cv2: 0 },
  sql: { ms: 3, cv2: 1 },
  replica: { ms: 3, cv2: 1 },
  queue: { ms: 4, cv2: 0 },
  stream: { ms: 3, cv2: 0 },
  worker: { ms: 10, cv2: 1 },
  store: { ms: 30, cv2: 1 },
};

/** Reads a drawing. What means nothing is left out here and named by `designProblems`. */
export function buildNetwork(design: LoadDesign, scenario: Scenario): Network {
  const { flows } = scenario;
  const byId = new Map<string, Node>();
  for (const component of [...design.components].sort(byIdOrder)) {
    const { id, kind, label } = component;
    if (!isComponentKind(kind) || byId.has(id)) continue;
    const settings = new Settings({ kind, settings: component.settings });
    byId.set(id, { id, label: label || kindTables[kind].name, kind, settings, routes: [], incoming: [] });
  }
  const drawn: Link[] = [];
  for (const connection of [...design.connections].sort(byIdOrder)) {
    const from = byId.get(connection.from);
    const to = byId.get(connection.to);
    if (!from || !to || from === to || connectionProblem(from.kind, to.kind) !== null) continue;
    drawn.push(readLink(connection, drawn.length, from, to, flows));
  }
  const { order, circle } = inOrder([...byId.values()], drawn);
  // What stands in a circle is left out with all that leads there.
  const links = drawn
    .filter(({ from, to }) => !circle.includes(from) && !circle.includes(to))
    .map((link, index) => ({ ...link, index }));
  for (const node of order) {
    node.incoming = links.filter((link) => link.to === node);
    const outgoing = links.filter((link) => link.from === node);
    node.routes = flows.map((flow, index) => routeOf(node, flow, index, outgoing));
  }
  const clients = order.find((node) => node.kind === 'clients') ?? null;
  return { flows, nodes: order, links, circle, clients };
}

function readFlows(text: SettingValue | undefined, flows: readonly Flow[]): boolean[] {
  const named = typeof text === 'string' ? text.split(',').map((id) => id.trim()) : [];
  const known = flows.map((flow) => named.includes(flow.id));
  return known.some(Boolean) ? known : flows.map(() => true);
}

function readLink(
  { id, settings }: LoadConnection,
  index: number,
  from: Node,
  to: Node,
  flows: readonly Flow[],
): Link {
  const read = (key: string) => {
    const setting = connectionSettings.find((one) => one.key === key);
    return setting ? settingValue(setting, settings[key]) : 0;
  };
  const timeoutMs = Number(read('timeoutMs'));
  const budgetPercent = Number(read('budgetPercent'));
  return {
    ...{ index, id, from, to },
    carries: readFlows(read('flows'), flows),
    weight: Number(read('weight')),
    timeoutMs: timeoutMs === 0 ? Number.POSITIVE_INFINITY : timeoutMs,
    attempts: Number(read('attempts')),
    backoffMs: Number(read('backoffMs')),
    budget: budgetPercent === 0 ? null : budgetPercent / 100,
    idempotencyKey: read('idempotencyKey') === true,
  };
}

const noRoute: Route = { caches: [], oneOf: [], all: [], publishes: [], identity: null, counters: null };

function routeOf(node: Node, flow: Flow, flowIndex: number, outgoing: readonly Link[]): Route {
  const carrying = outgoing.filter((link) => link.carries[flowIndex] && link.weight > 0);
  const to = (...kinds: ComponentKind[]) => carrying.filter((link) => kinds.includes(link.to.kind));
  if (isEnd(node.kind)) return noRoute;
  if (node.kind === 'gateway') {
    const asks = node.settings.text('auth') === 'introspect';
    const counts = node.settings.text('limit') !== 'none' && node.settings.text('limiterState') === 'shared';
    const identity = outgoing.find((link) => link.to.kind === 'provider') ?? null;
    const counters = outgoing.find((link) => link.to.kind === 'cache') ?? null;
    const oneOf = carrying.filter((link) => link.to.kind !== 'provider' && link.to.kind !== 'cache');
    return { ...noRoute, oneOf, identity: asks ? identity : null, counters: counts ? counters : null };
  }
  if (passesOn(node.kind)) return { ...noRoute, oneOf: carrying };
  // A queue's messages are handed out by its lanes.
  if (isBuffer(node.kind)) return noRoute;
  const reads = flow.operation === 'read';
  return {
    ...noRoute,
    caches: reads ? to('cache') : [],
    oneOf: reads ? to('sql', 'replica') : to('sql'),
    all: to('gateway', 'balancer', 'service', 'function', 'store', 'provider', 'cdn'),
    publishes: to('queue', 'stream'),
  };
}

function inOrder(nodes: readonly Node[], links: readonly Link[]): { order: Node[]; circle: Node[] } {
  const waitingFor = new Map(nodes.map((node) => [node, 0]));
  for (const link of links) waitingFor.set(link.to, (waitingFor.get(link.to) ?? 0) + 1);
  const order: Node[] = [];
  const free = nodes.filter((node) => waitingFor.get(node) === 0);
  for (let node = free.shift(); node !== undefined; node = free.shift()) {
    order.push(node);
    for (const link of links) {
      if (link.from !== node) continue;
      const left = (waitingFor.get(link.to) ?? 0) - 1;
      waitingFor.set(link.to, left);
      if (left === 0) free.push(link.to);
    }
  }
  return { order, circle: nodes.filter((node) => !order.includes(node)) };
}

function byIdOrder(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
