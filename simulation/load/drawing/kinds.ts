/**
 * What a system is drawn from: kinds of components with their settings, and the settings of a connection. One table
 * gives names, units, bounds and defaults to the canvas, to the question files and to the simulation.
 */

export type SettingValue = number | string | boolean;

interface SettingBase {
  key: string;
  label: string;
  /** One sentence for whoever sets it. */
  help: string;
}

export interface NumberSetting extends SettingBase {
  type: 'number';
  unit: string;
  min: number;
  max: number;
  whole: boolean;
  default: number;
}

export interface ChoiceSetting extends SettingBase {
  type: 'choice';
  options: readonly { value: string; label: string }[];
  default: string;
}

export interface FlagSetting extends SettingBase {
  type: 'flag';
  default: boolean;
}

/** Ids of flows, separated by commas; empty means every flow. */
export interface FlowsSetting extends SettingBase {
  type: 'flows';
  default: '';
}

export type Setting = NumberSetting | ChoiceSetting | FlagSetting | FlowsSetting;

export const componentKinds = [
  'clients',
  'cdn',
  'gateway',
  'balancer',
  'service',
  'function',
  'cache',
  'sql',
  'replica',
  'queue',
  'stream',
  'worker',
  'store',
  'provider',
] as const;
export type ComponentKind = (typeof componentKinds)[number];

export function isComponentKind(value: unknown): value is ComponentKind {
  return (componentKinds as readonly unknown[]).includes(value);
}

export interface KindTable {
  name: string;
  /** What it does to a request, in one sentence. */
  does: string;
  settings: readonly Setting[];
}

const count = (
  key: string,
  label: string,
  range: { min: number; max: number; default: number; unit?: string },
  help: string,
): NumberSetting => ({
  ...{ type: 'number', key, label, help, whole: true },
  ...{ unit: range.unit ?? '', min: range.min, max: range.max, default: range.default },
});
const flag = (key: string, label: string, help: string, value = false): FlagSetting => ({
  ...{ type: 'flag', key, label, help, default: value },
});
const choice = (
  key: string,
  label: string,
  options: readonly (readonly [string, string])[],
  help: string,
): ChoiceSetting => ({
  ...{ type: 'choice', key, label, help, options: options.map(([value, name]) => ({ value, label: name })) },
  default: options[0]?.[0] ?? '',
});

const zones = (value: '1' | '2' | '3'): ChoiceSetting => ({
  type: 'choice',
  key: 'zones',
  label: 'Zones',
  options: [
    { value: '1', label: 'a' },
    { value: '2', label: 'a, b' },
    { value: '3', label: 'a, b, c' },
  ],
  default: value,
  help: 'Where its instances stand. They are spread as evenly as their number allows, a first.',
});
const spot = flag(
  'spot',
  'Spot instances',
  'Much cheaper, and taken back by the provider when it wants them.',
);

export const kindTables: Record<ComponentKind, KindTable> = {
  clients: { name: 'Clients', does: 'Send requests.', settings: [] },
  cdn: {
    name: 'CDN',
    does: 'Answers cacheable reads at the edge and passes on the rest.',
    settings: [
      count(
        'ttlSeconds',
        'Time to live',
        { min: 1, max: 86_400, default: 60, unit: 's' },
        'How old a copy may be.',
      ),
      flag('shield', 'Origin shield', 'Misses of one object are asked for once.'),
      flag('personal', 'Keep personal answers', 'Also keeps answers that are meant for one person.'),
    ],
  },
  gateway: {
    name: 'Gateway',
    does: 'Checks who calls, limits rates, and passes on to what stands behind it.',
    settings: [
      choice(
        'auth',
        'Authentication',
        [
          ['none', 'none'],
          ['jwt', 'signed token'],
          ['introspect', 'ask each time'],
        ],
        'A signed token is checked here; asking needs a connection to the identity provider.',
      ),
      count(
        'tokenSeconds',
        'Token lifetime',
        { min: 30, max: 86_400, default: 3_600, unit: 's' },
        'How long a signed token is believed.',
      ),
      choice(
        'limit',
        'Rate limit',
        [
          ['none', 'none'],
          ['global', 'for all together'],
          ['key', 'for each caller'],
        ],
        'What the limit counts.',
      ),
      count(
        'limitRps',
        'Limit',
        { min: 1, max: 1_000_000, default: 1_000, unit: '/s' },
        'Requests a second, for all or for each caller.',
      ),
      {
        type: 'flows',
        key: 'limited',
        label: 'Limited flows',
        default: '',
        help: 'Which flows count and are limited.',
      },
      choice(
        'limiterState',
        'Counters',
        [
          ['local', 'on each node'],
          ['shared', 'in a cache'],
        ],
        'Shared counters need a connection to a cache and hang on it.',
      ),
      flag(
        'failOpen',
        'Let through without counters',
        'What happens while shared counters cannot be reached.',
        true,
      ),
    ],
  },
  balancer: {
    name: 'Load balancer',
    does: 'Spreads requests over the healthy instances of what stands behind it.',
    settings: [
      count(
        'healthSeconds',
        'Health interval',
        { min: 1, max: 120, default: 10, unit: 's' },
        'A dead zone gets requests for this long.',
      ),
      flag(
        'affinity',
        'Stay in the zone',
        'Requests stay in the zone they enter. Cheaper, and as skewed as the traffic.',
      ),
    ],
  },
  service: {
    name: 'Service',
    does: 'Works on a request and asks what it is connected to, one after another.',
    settings: [
      count('replicas', 'Replicas', { min: 1, max: 2_000, default: 4 }, 'Instances at the start.'),
      zones('3'),
      count(
        'vcpu',
        'vCPU each',
        { min: 1, max: 64, default: 2 },
        'Requests that are worked on at the same moment.',
      ),
      count(
        'concurrency',
        'Slots each',
        { min: 1, max: 10_000, default: 64 },
        'Requests in hand, waiting for others included (threads, connections).',
      ),
      count(
        'queue',
        'Waiting places each',
        { min: 0, max: 10_000, default: 64 },
        'Requests that may wait for a slot; the next is refused at once.',
      ),
      flag(
        'autoscale',
        'Autoscaling',
        'Adds replicas as the target asks, after the delays that the brief gives.',
      ),
      count(
        'maxReplicas',
        'At most',
        { min: 1, max: 5_000, default: 16, unit: 'replicas' },
        'Where autoscaling ends.',
      ),
      count(
        'targetPercent',
        'Target utilisation',
        { min: 10, max: 95, default: 60, unit: '%' },
        'What autoscaling holds.',
      ),
      spot,
    ],
  },
  function: {
    name: 'Function',
    does: 'Runs code for each call, up to a number at a time and a time limit.',
    settings: [
      count(
        'concurrency',
        'Concurrency',
        { min: 1, max: 20_000, default: 500 },
        'Calls at the same moment; the next is refused.',
      ),
      count(
        'provisioned',
        'Kept warm',
        { min: 0, max: 20_000, default: 0 },
        'Instances that need no cold start.',
      ),
      flag('idempotent', 'Idempotent', 'Working on the same message twice does nothing the second time.'),
    ],
  },
  cache: {
    name: 'Cache',
    does: 'Keeps objects in memory. What is connected to it asks it first when it reads.',
    settings: [
      count('nodes', 'Nodes', { min: 1, max: 200, default: 3 }, 'Objects are spread over them by key.'),
      zones('3'),
      {
        ...count(
          'memoryGb',
          'Memory each',
          { min: 0.5, max: 512, default: 8, unit: 'GB' },
          'For objects; the least recently used goes first.',
        ),
        whole: false,
      },
      count(
        'ttlSeconds',
        'Time to live',
        { min: 1, max: 86_400, default: 60, unit: 's' },
        'From when an object was fetched.',
      ),
      flag('coalescing', 'Coalescing', 'Of many misses for one object at a time, one is fetched.'),
      flag(
        'copies',
        'A copy of each node',
        'In another zone; takes over when a node is lost. Doubles the memory.',
      ),
    ],
  },
  sql: {
    name: 'SQL database',
    does: 'Keeps what is written. Its primary stands in zone a, a standby in zone b.',
    settings: [
      count('vcpu', 'vCPU', { min: 1, max: 192, default: 8 }, 'Statements worked on at the same moment.'),
      count(
        'connections',
        'Connections',
        { min: 5, max: 5_000, default: 200 },
        'Statements in hand or waiting; the next is refused.',
      ),
      choice(
        'standby',
        'Standby',
        [
          ['none', 'none'],
          ['async', 'asynchronous'],
          ['sync', 'synchronous'],
        ],
        'A synchronous standby has every write before it is acknowledged, which takes a little longer.',
      ),
    ],
  },
  replica: {
    name: 'Read replicas',
    does: 'Answer reads with data that is a little old.',
    settings: [
      count('count', 'Replicas', { min: 1, max: 30, default: 2 }, 'Instances, each with a whole copy.'),
      zones('3'),
      count(
        'vcpu',
        'vCPU each',
        { min: 1, max: 192, default: 8 },
        'Statements worked on at the same moment.',
      ),
    ],
  },
  queue: {
    name: 'Queue',
    does: 'Keeps messages until a worker has acknowledged them, and gives each at least once.',
    settings: [
      count(
        'visibilitySeconds',
        'Visibility timeout',
        { min: 1, max: 43_200, default: 30, unit: 's' },
        'A message that is not acknowledged by then is given again.',
      ),
      count(
        'maxReceives',
        'Receives at most',
        { min: 1, max: 100, default: 5 },
        'After so many it is set aside, or dropped.',
      ),
      flag('deadLetter', 'Dead-letter queue', 'Keeps what was set aside.'),
      {
        ...count(
          'retentionHours',
          'Retention',
          { min: 0.1, max: 336, default: 96, unit: 'h' },
          'Older messages are lost.',
        ),
        whole: false,
      },
      count(
        'maxLength',
        'Length at most',
        { min: 0, max: 100_000_000, default: 0 },
        '0 for no bound; the next message is refused.',
      ),
      count(
        'maxAgeSeconds',
        'Refuse when older',
        { min: 0, max: 86_400, default: 0, unit: 's' },
        '0 for never. Refuses new messages while the wait is longer than this.',
      ),
    ],
  },
  stream: {
    name: 'Stream',
    does: 'Keeps events in order for each partition; one consumer reads a partition.',
    settings: [
      count(
        'partitions',
        'Partitions',
        { min: 1, max: 2_000, default: 12 },
        'Consumers at the same time at most.',
      ),
      count('replication', 'Copies', { min: 1, max: 3, default: 3 }, 'In different zones.'),
      {
        ...count(
          'retentionHours',
          'Retention',
          { min: 0.1, max: 8_760, default: 24, unit: 'h' },
          'Older events are lost, read or not.',
        ),
        whole: false,
      },
    ],
  },
  worker: {
    name: 'Workers',
    does: 'Take messages from the queue or stream that is connected to them, and acknowledge after the work.',
    settings: [
      count('replicas', 'Replicas', { min: 1, max: 2_000, default: 4 }, 'Instances at the start.'),
      zones('3'),
      count('vcpu', 'vCPU each', { min: 1, max: 64, default: 1 }, 'Messages computed on at the same moment.'),
      count(
        'concurrency',
        'Messages in hand each',
        { min: 1, max: 10_000, default: 16 },
        'Waiting for others included.',
      ),
      count(
        'rateLimit',
        'Rate limit',
        { min: 0, max: 1_000_000, default: 0, unit: '/s' },
        'For all replicas together; 0 for none.',
      ),
      count(
        'retryDelaySeconds',
        'Delay before a retry',
        { min: 0, max: 3_600, default: 0, unit: 's' },
        'A message that failed comes back after this.',
      ),
      flag('idempotent', 'Idempotent', 'Working on the same message twice does nothing the second time.'),
      choice(
        'autoscale',
        'Autoscaling',
        [
          ['none', 'none'],
          ['cpu', 'by CPU'],
          ['age', 'by age of messages'],
        ],
        'What it looks at.',
      ),
      count(
        'maxReplicas',
        'At most',
        { min: 1, max: 5_000, default: 16, unit: 'replicas' },
        'Where autoscaling ends.',
      ),
      spot,
    ],
  },
  store: {
    name: 'Object store',
    does: 'Keeps what is written to it, hot for a while and cold after that.',
    settings: [
      count('hotDays', 'Hot', { min: 0, max: 400, default: 30, unit: 'days' }, 'Read at once, and dearer.'),
      count('coldMonths', 'Cold', { min: 0, max: 120, default: 0, unit: 'months' }, 'Read within hours.'),
    ],
  },
  provider: {
    name: 'External system',
    does: 'Belongs to somebody else. The brief says how it behaves.',
    settings: [],
  },
};

/** A call from one component to the next. A connection to a queue, stream or from one of them to workers has flows only. */
export const connectionSettings: readonly Setting[] = [
  { type: 'flows', key: 'flows', label: 'Flows', default: '', help: 'Which flows go this way.' },
  count(
    'weight',
    'Weight',
    { min: 0, max: 100, default: 1 },
    'The share among connections of which a request takes one.',
  ),
  count(
    'timeoutMs',
    'Timeout',
    { min: 0, max: 900_000, default: 1_000, unit: 'ms' },
    'For each attempt; 0 for none.',
  ),
  count('attempts', 'Attempts', { min: 1, max: 6, default: 1 }, 'The first one included.'),
  count(
    'backoffMs',
    'Backoff',
    { min: 0, max: 60_000, default: 50, unit: 'ms' },
    'Before the second attempt, doubled for each further one, with full jitter.',
  ),
  count(
    'budgetPercent',
    'Retry budget',
    { min: 0, max: 100, default: 0, unit: '%' },
    'Retries as a share of requests at most; 0 for no budget.',
  ),
  flag('idempotencyKey', 'Idempotency key', 'A repeated write is recognised and has no second effect.'),
];

/** A setting as it counts: what is missing, of another type or out of bounds becomes what the table allows. */
export function settingValue(setting: Setting, raw: unknown): SettingValue {
  switch (setting.type) {
    case 'number': {
      if (typeof raw !== 'number' || !Number.isFinite(raw)) return setting.default;
      const bounded = Math.min(setting.max, Math.max(setting.min, raw));
      return setting.whole ? Math.round(bounded) : bounded;
    }
    case 'choice':
      return setting.options.some((option) => option.value === raw) ? (raw as string) : setting.default;
    case 'flag':
      return typeof raw === 'boolean' ? raw : setting.default;
    case 'flows':
      return typeof raw === 'string' ? raw.slice(0, 500) : setting.default;
  }
}
