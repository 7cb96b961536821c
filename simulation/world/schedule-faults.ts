import { between, type Fault } from './faults.ts';
import type { KvStore } from './parts/kv.ts';
import type { SqlStore } from './parts/sql.ts';
import type { StreamService } from './parts/stream.ts';
import type { Replica } from './replica.ts';
import type { World } from './world.ts';

interface Targets {
  replicas: readonly Replica[];
  kv: KvStore | null;
  sql: SqlStore | null;
  stream: StreamService | null;
}

/** Puts the faults that have a moment on the calendar. Those that befall a call are drawn where the call is made. */
export function scheduleFaults(world: World, faults: readonly Fault[], targets: Targets): void {
  for (const [index, fault] of faults.entries())
    scheduleFault(world, fault, `${fault.kind} ${index + 1}`, targets);
}

function scheduleFault(world: World, fault: Fault, id: string, { replicas, kv, sql, stream }: Targets): void {
  const plan = world.faults;
  const happen = (t: number, what: string, work: () => void) =>
    world.at(t, () => {
      plan.fire({ id, kind: fault.kind, t, what });
      world.cause = world.record({
        replica: null,
        part: 'fault',
        op: fault.kind,
        key: id,
        outcome: 'fault',
        data: { what },
      }).id;
      work();
    });
  switch (fault.kind) {
    case 'term': {
      const replica = replicas[fault.replica];
      const t = plan.planned(id, fault.at);
      if (t === null || replica === undefined) return;
      happen(t, `${replica.name} is asked to stop`, () => {
        const { epoch } = replica;
        const restartMs = between(fault.restart, plan.uniform('restart', id));
        replica.terminate(fault.graceMs, restartMs);
        world.schedule(fault.graceMs, () => {
          if (replica.epoch === epoch) replica.end('kill', 'its time to stop was over', restartMs);
        });
      });
      return;
    }
    case 'kvFailover': {
      const t = plan.planned(id, fault.at);
      if (t === null || kv === null) return;
      happen(t, `the key-value store fails over and loses ${fault.lossMs} ms`, () =>
        kv.failover(fault.lossMs, fault.downMs),
      );
      return;
    }
    case 'sqlSlow': {
      const t = plan.planned(id, fault.at);
      if (t === null || sql === null) return;
      happen(t, `the database is ${fault.factor} times slower`, () => sql.slow(fault.forMs, fault.factor));
      return;
    }
    case 'rebalance': {
      const t = plan.planned(id, fault.at);
      if (t === null || stream === null) return;
      happen(t, `the partitions of ${fault.stream} are given out anew`, () =>
        stream.rebalance(fault.stream, fault.group),
      );
      return;
    }
    case 'skew': {
      for (const replica of replicas) {
        const own = `${id} ${replica.name}`;
        if (plan.planned(own, 0) === null) continue;
        const by = (plan.uniform('skew', own) * 2 - 1) * fault.withinMs;
        replica.skew(by);
        plan.fire({
          id: own,
          kind: 'skew',
          t: 0,
          what: `the clock of ${replica.name} is off by ${Math.round(by)} ms`,
        });
      }
      return;
    }
    case 'partition': {
      const t = plan.planned(id, fault.at);
      if (t === null) return;
      const replica = replicas[Math.floor(plan.uniform('partition', id) * replicas.length)];
      if (replica === undefined) return;
      happen(t, `${replica.name} cannot reach ${fault.part}`, () =>
        world.cut(replica, fault.part, fault.forMs),
      );
      return;
    }
    case 'crash':
    case 'pause':
    case 'dependency':
    case 'redelivery':
      return;
  }
}
