import type { ReactNode } from 'react';
import { kindTables } from '../../../simulation/load/drawing/kinds.ts';
import { limitText } from '../../../simulation/load/measured-text.ts';
import type { Flow, Prices, Profile, Scenario } from '../../../simulation/load/scenario.ts';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../ui/data/table.tsx';
import type { DesignQuestionView } from '../design-types.ts';
import { nameOf } from '../kind-icons.ts';
import { milliseconds, percent, perSecond } from '../results/measure-words.ts';

/** What the simulation knows of the scenario, all of it: flows, systems of others, traffic, delays and prices. */
export function ScenarioTables({ question }: { question: DesignQuestionView }) {
  const { scenario, start, objectives } = question;
  return (
    <div className="flex flex-col gap-5">
      <Objectives {...{ objectives, scenario }} />
      <Flows scenario={scenario} />
      {scenario.providers.length > 0 && <Providers scenario={scenario} start={start} />}
      <Part title="Traffic">
        {scenario.profiles.map((profile) => (
          <ProfileTable key={profile.id} profile={profile} scenario={scenario} />
        ))}
      </Part>
      <Delays scenario={scenario} />
      <PriceTable prices={scenario.prices} peakHours={scenario.peakHours} />
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h2 className="mb-1 text-dense font-semibold">{title}</h2>
      {children}
    </section>
  );
}

const cacheWords = { shared: 'for everybody', personal: 'for one person', never: 'no' } as const;

function Objectives({ objectives, scenario }: Pick<DesignQuestionView, 'objectives' | 'scenario'>) {
  return (
    <Part title="Objectives">
      <Table caption="Objectives" boxClassName="border-t border-line">
        <TableHead>
          <tr>
            <HeadCell>What must hold</HeadCell>
            <HeadCell>In</HeadCell>
            <HeadCell align="right">Limit</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {objectives.map((objective) => (
            <Row key={objective.id}>
              <RowHead className="min-w-44 whitespace-normal font-normal">{objective.title}</RowHead>
              <Cell>
                {scenario.profiles.find((one) => one.id === objective.profile)?.title}
                {objective.window && `, ${objective.window[0]} to ${objective.window[1]} s`}
              </Cell>
              <Cell align="right">{limitText(objective)}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Part>
  );
}

function Flows({ scenario }: { scenario: Scenario }) {
  return (
    <Part title="Flows">
      <Table caption="Flows" boxClassName="border-t border-line">
        <TableHead>
          <tr>
            <HeadCell>Flow</HeadCell>
            <HeadCell>Does</HeadCell>
            <HeadCell align="right">Deadline</HeadCell>
            <HeadCell align="right">Tries</HeadCell>
            <HeadCell align="right">Payload</HeadCell>
            <HeadCell>Cacheable</HeadCell>
            <HeadCell>Must reach</HeadCell>
            <HeadCell>Work, mean</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {scenario.flows.map((flow) => (
            <Row key={flow.id}>
              <RowHead className="min-w-28 whitespace-normal">{flow.title}</RowHead>
              <Cell>
                {flow.operation === 'read' ? 'reads' : 'writes'}
                {flow.once ? ', once' : ''}
              </Cell>
              <Cell numeric>{milliseconds(flow.deadlineMs)}</Cell>
              <Cell numeric>{flow.clientAttempts}</Cell>
              <Cell numeric>{flow.payloadKb} KB</Cell>
              <Cell>{cacheWords[flow.cacheable]}</Cell>
              <Cell className="min-w-28 whitespace-normal">
                {flow.needs.map((kind) => kindTables[kind].name).join(', ') || 'nothing'}
              </Cell>
              <Cell className="min-w-40 whitespace-normal">
                {Object.entries(flow.work)
                  .map(([kind, work]) => `${nameOfKind(kind)} ${milliseconds(work.ms)}`)
                  .join(', ') || 'as usual'}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <ul className="mt-1 flex flex-col text-caption text-ink-2">
        {scenario.flows.map((flow) => {
          const remarks = remarksOn(flow);
          return remarks.length > 0 && <li key={flow.id}>{remarks.join(' ')}</li>;
        })}
      </ul>
    </Part>
  );
}

/** What the table has no column for. */
function remarksOn(flow: Flow): string[] {
  const { title, popularity, callers, fresh, authenticated, keep, poison, handOver } = flow;
  const remarks = [
    popularity &&
      `${title}: ${popularity.objects.toLocaleString('en-US')} objects of ${popularity.objectKb} KB, asked for by Zipf with exponent ${popularity.exponent}.`,
    callers > 1 && `${title} comes from ${callers.toLocaleString('en-US')} callers.`,
    fresh && `${title} must show the caller’s own last write.`,
    authenticated && `${title} is for known callers only: a gateway has to check them.`,
    keep &&
      `What ${title} writes to a store is kept: hot for ${keep.hotDays} days, ${keep.months} months in all.`,
    handOver &&
      `Where ${title} is only put into a queue or stream, a service works ${milliseconds(handOver.ms)} for it.`,
    poison > 0 && `${percent(poison)} of ${title} cannot be worked on at all.`,
  ];
  return remarks.filter((remark) => typeof remark === 'string');
}

function nameOfKind(kind: string): string {
  return Object.entries(kindTables).find(([key]) => key === kind)?.[1].name ?? kind;
}

function Providers({ scenario, start }: Pick<DesignQuestionView, 'scenario' | 'start'>) {
  return (
    <Part title="External systems">
      <Table caption="External systems" boxClassName="border-t border-line">
        <TableHead>
          <tr>
            <HeadCell>System</HeadCell>
            <HeadCell align="right">p50</HeadCell>
            <HeadCell align="right">p99</HeadCell>
            <HeadCell align="right">Limit</HeadCell>
            <HeadCell align="right">Errors</HeadCell>
            <HeadCell align="right">Timeouts with effect</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {scenario.providers.map((provider) => (
            <Row key={provider.id}>
              <RowHead>
                {nameOf(start.components.find((one) => one.id === provider.id)) || provider.id}
              </RowHead>
              <Cell numeric>{milliseconds(provider.p50Ms)}</Cell>
              <Cell numeric>{milliseconds(provider.p99Ms)}</Cell>
              <Cell numeric>{provider.limitRps === 0 ? 'none' : perSecond(provider.limitRps)}</Cell>
              <Cell numeric>{percent(provider.errorShare)}</Cell>
              <Cell numeric>{percent(provider.ambiguousShare)}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Part>
  );
}

function ProfileTable({ profile, scenario }: { profile: Profile; scenario: Scenario }) {
  const title = (flow: string) => scenario.flows.find((one) => one.id === flow)?.title ?? flow;
  return (
    <div className="border-t border-line py-1.5 text-dense">
      <h3 className="font-medium">
        {profile.title} <span className="numeric font-normal text-ink-3">{profile.seconds} s</span>
      </h3>
      <ul>
        {Object.entries(profile.traffic).map(([flow, points]) => (
          <li key={flow} className="text-ink-2">
            {title(flow)}: <span className="numeric text-[0.75rem]">{ratesText(points)}</span>
          </li>
        ))}
        {profile.events.map((event) => (
          <li key={`${event.at}/${event.title}`} className="text-ink-2">
            <span className="numeric text-[0.75rem]">{event.at} s</span>: {event.title}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** "1,500/s" where it stays the same, else each point: "1,500/s at 0 s, 60,000/s at 30 s". */
function ratesText(points: readonly (readonly [number, number])[]): string {
  const rates = points.map(([, rate]) => rate);
  if (rates.every((rate) => rate === rates[0])) return perSecond(rates[0] ?? 0);
  return points.map(([second, rate]) => `${perSecond(rate)} at ${second} s`).join(', ');
}

function Delays({ scenario }: { scenario: Scenario }) {
  const [a, b, c] = scenario.zoneShares;
  const facts: [string, string][] = [
    ['A replica that autoscaling adds works after', `${scenario.scaleDelaySeconds} s`],
    ['A standby is the primary after', `${scenario.failoverSeconds} s`],
    ['A read replica or asynchronous standby is behind by', `${scenario.replicaLagSeconds} s`],
    ['A function may run', `${scenario.functionLimitSeconds} s`],
    ['A cold start of a function takes', milliseconds(scenario.coldStartMs)],
    ['Traffic enters in zones a, b, c', `${percent(a)}, ${percent(b)}, ${percent(c)}`],
  ];
  return (
    <Part title="Delays and zones">
      <Facts facts={facts} />
    </Part>
  );
}

const priceNames: readonly [keyof Prices, string, string][] = [
  ['vcpu', 'vCPU of services and workers', 'a month'],
  ['sqlVcpu', 'vCPU of databases and replicas', 'a month'],
  ['cacheGb', 'GB of cache memory', 'a month'],
  ['balancer', 'Load balancer', 'a month'],
  ['partition', 'Partition of a stream', 'a month'],
  ['streamGb', 'GB that a stream keeps, each copy', 'a month'],
  ['gatewayPerMillion', 'Million requests at a gateway', ''],
  ['queuePerMillion', 'Million messages of a queue', ''],
  ['functionPerGbSecondMillion', 'Million GB-seconds of functions', ''],
  ['cdnPerGb', 'GB from a CDN', ''],
  ['crossZonePerGb', 'GB between zones', ''],
  ['hotGb', 'GB kept hot', 'a month'],
  ['coldGb', 'GB kept cold', 'a month'],
];

function PriceTable({ prices, peakHours }: { prices: Prices; peakHours: number }) {
  return (
    <Part title="Prices">
      <Facts
        facts={[
          ...priceNames.map(([key, name, per]): [string, string] => [
            name,
            `$${prices[key]}${per && ` ${per}`}`,
          ]),
          ['Spot instances cost of the price', percent(prices.spotFactor)],
          ['Hours a month at the peak’s rate', `${peakHours} h`],
        ]}
      />
    </Part>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="border-t border-line text-dense">
      {facts.map(([name, value]) => (
        <div key={name} className="flex items-baseline justify-between gap-3 border-b border-line py-0.5">
          <dt className="min-w-0 text-ink-2">{name}</dt>
          <dd className="numeric shrink-0 text-[0.75rem]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
