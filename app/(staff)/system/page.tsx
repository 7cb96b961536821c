import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PageHeader } from '../../../components/shell/page-header.tsx';
import { Badge } from '../../../components/ui/data/badge.tsx';
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '../../../components/ui/data/table.tsx';
import { Banner } from '../../../components/ui/feedback/banner.tsx';
import { Pane } from '../../../components/ui/layout/pane.tsx';
import { outageDaysShown } from '../../../server/limits.ts';
import { readSystem, type SystemView } from '../../../server/read-system.ts';
import { forStaffPage } from '../../../server/staff-page.ts';
import { duration } from '../dates.ts';
import { Moment } from '../moment.tsx';

export const metadata: Metadata = { title: 'System' };

export default async function SystemPage() {
  const system = await forStaffPage(readSystem);
  const { health, sandbox } = system;
  return (
    <>
      <PageHeader
        title="System"
        badges={
          <Badge tone={health.status === 'ok' ? 'pass' : 'fail'}>
            {health.status === 'ok' ? 'All parts work' : 'A part is down'}
          </Badge>
        }
        detail={system.mode === 'demo' ? 'Demonstration' : 'Production'}
      />
      {sandbox?.confinement === 'none' && (
        <div className="border-b border-line p-3.5">
          <Banner tone="warn" title="Candidate code runs without confinement by the operating system.">
            {sandbox.confinementNote}{' '}
            {system.allowUnconfined
              ? 'Real candidates can run code, because this was accepted in the configuration.'
              : 'Real candidates’ runs are refused until this is changed or accepted in the configuration.'}
          </Banner>
        </div>
      )}
      <div className="grid bg-panel lg:grid-cols-2">
        <div className="divide-y divide-line border-line lg:border-r">
          <Pane title="Parts">
            <Facts>
              <Part name="Database" state={health.database} />
              <Part name="Sandbox" state={health.sandbox} />
              <Part name="SQL lab" state={health.lab} />
              <Part name="Queue" state={health.queue} />
              <Fact name="Confinement">
                <span className="numeric">{health.confinement}</span>
                {sandbox && <span className="block text-caption text-ink-3">{sandbox.confinementNote}</span>}
              </Fact>
            </Facts>
          </Pane>
          <Pane title="Work">
            <Facts>
              <Fact name="Runs">
                {sandbox
                  ? `${sandbox.running} running, ${sandbox.queued} waiting`
                  : 'The sandbox does not answer'}
              </Fact>
              <Fact name="SQL">
                {system.lab.status === 'ok'
                  ? `${system.lab.databases} ${system.lab.databases === 1 ? 'database' : 'databases'}, ${system.lab.running} running, ${system.lab.queued} waiting`
                  : 'The SQL lab does not answer'}
                <span className="block text-caption text-ink-3">{system.lab.note}</span>
              </Fact>
              <Fact name="Jobs">
                {system.queue.waiting} waiting
                {system.queue.oldestReadySeconds !== null &&
                  `, the oldest for ${duration(system.queue.oldestReadySeconds * 1000)}`}
              </Fact>
              <Fact name="Given up">
                {system.queue.failed === 0 ? (
                  'None'
                ) : (
                  <Badge tone="warn">
                    {system.queue.failed} {system.queue.failed === 1 ? 'job' : 'jobs'} after the last retry
                  </Badge>
                )}
              </Fact>
            </Facts>
          </Pane>
          <Pane title="Set-up">
            <Facts>
              <Fact name="Sign-in">{system.signIn.join(', ')}</Fact>
              <Fact name="Mail">
                {system.mail ? 'Configured' : 'Not configured. Links are copied and sent by people.'}
              </Fact>
              {system.versions.map((one) => (
                <Fact key={one.name} name={one.name}>
                  <span className="numeric">{one.version}</span>
                </Fact>
              ))}
              <Fact name="Database size">
                <span className="numeric">{(system.databaseBytes / 1_000_000).toFixed(1)} MB</span>
              </Fact>
            </Facts>
          </Pane>
        </div>
        <Pane
          title={`Outages of the last ${outageDaysShown} days`}
          detail="Times without any process of ours, also when it was stopped on purpose"
        >
          <Outages outages={system.outages} />
        </Pane>
      </div>
    </>
  );
}

function Outages({ outages }: { outages: SystemView['outages'] }) {
  const rows = [
    ...outages.web.map((gap) => ({ ...gap, part: 'Web' })),
    ...outages.jobs.map((gap) => ({ ...gap, part: 'Jobs' })),
  ].toSorted((a, b) => b.from.getTime() - a.from.getTime());
  if (rows.length === 0) return <p className="px-3.5 py-2.5 text-ink-2">None was measured.</p>;
  return (
    <Table caption="Outages that were measured">
      <TableHead>
        <tr>
          <HeadCell>Part</HeadCell>
          <HeadCell>From</HeadCell>
          <HeadCell>To</HeadCell>
          <HeadCell align="right">Lasted</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={`${row.part}${row.from.getTime()}`}>
            <Cell>{row.part}</Cell>
            <Cell>
              <Moment at={row.from} />
            </Cell>
            <Cell>
              <Moment at={row.to} />
            </Cell>
            <Cell numeric>{duration(row.to.getTime() - row.from.getTime())}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-3.5 py-2.5">{children}</dl>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-ink-3">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Part({ name, state }: { name: string; state: 'ok' | 'down' }) {
  return (
    <Fact name={name}>
      {state === 'ok' ? <Badge tone="pass">Works</Badge> : <Badge tone="fail">Down</Badge>}
    </Fact>
  );
}
