import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { Arrival, WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

interface Job {
  id: string;
  tenant: string;
}

export default ({ broken, held, latency, online }: WorldTools): WorldDefinition => {
  const replicas = 3;
  const slotsPerReplica = 3;
  const perTenantMax = 7;
  const bigJobs = 60;
  const smallJobs = 16;
  const smallTenants = 8;
  const bigAt = 1_000;
  const measuredFrom = 2_000;
  const measuredTo = 36_000;

  const isCall = (event: TraceEvent) => event.op === 'http.call' && event.outcome === 'call';
  const isReply = (event: TraceEvent) => event.op === 'http.call' && event.outcome !== 'call';
  const isProcess = (event: TraceEvent) => event.part === 'process';
  const isSent = (event: TraceEvent) => event.part === 'queue' && event.op === 'sent';
  const isRun = (event: TraceEvent) => event.part === 'runner' && event.op === 'ran';
  const jobOf = (event: TraceEvent) => event.data.body as unknown as Job;

  /** The fleet as it truly is: who is up, which jobs wait that have never begun, and which run. */
  const fleet = () => {
    const up = new Set<string>();
    /** Jobs that wait, of the big tenant and of the small ones. */
    const waiting = { big: new Set<string>(), small: new Set<string>() };
    const poolOf = ({ tenant }: Job) => (tenant === 'big' ? waiting.big : waiting.small);
    const running = new Map<number, TraceEvent>();
    return {
      up,
      waiting,
      running,
      on(event: TraceEvent) {
        const replica = String(event.replica);
        if (isProcess(event)) {
          if (event.op === 'start') up.add(replica);
          else {
            up.delete(replica);
            for (const [id, call] of running) if (call.replica === replica) running.delete(id);
          }
        }
        if (isSent(event)) poolOf(jobOf(event)).add(jobOf(event).id);
        if (isReply(event)) running.delete(event.cause);
        if (isCall(event)) {
          running.set(event.id, event);
          poolOf(jobOf(event)).delete(jobOf(event).id);
        }
      },
      countOf: (tenant: string) =>
        [...running.values()].filter((call) => jobOf(call).tenant === tenant).length,
    };
  };

  /** What a share of the time comes to: both are slots times milliseconds, gathered from event to event. */
  const share = (
    measure: (now: ReturnType<typeof fleet>) => { part: number; whole: number },
    judge: (value: number) => { held: boolean; message: string },
  ): Rule => ({
    begin() {
      const now = fleet();
      let at = 0;
      let part = 0;
      let whole = 0;
      return {
        on(event) {
          const from = Math.max(at, measuredFrom);
          const to = Math.min(event.t, measuredTo);
          if (to > from) {
            const measured = measure(now);
            part += measured.part * (to - from);
            whole += measured.whole * (to - from);
          }
          at = event.t;
          now.on(event);
        },
        finish: () => ({ ...held, samples: whole === 0 ? [] : [part / whole] }),
      };
    },
    pooled(samples) {
      const value = samples.reduce((sum, one) => sum + one, 0) / Math.max(1, samples.length);
      return { value, ...judge(value) };
    },
  });

  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  const idleMax = 0.1;
  const busy = share(
    ({ up, waiting, running, countOf }) => {
      const whole = up.size * slotsPerReplica;
      const idle = Math.max(0, whole - running.size);
      const room = Math.max(0, perTenantMax - countOf('big'));
      const might = waiting.small.size + Math.min(waiting.big.size, room);
      return might === 0 ? { part: 0, whole: 0 } : { part: Math.min(idle, might), whole };
    },
    (value) => ({
      held: value <= idleMax,
      message: `slots are idle for ${percent(value)} of the time while jobs wait, at most ${percent(idleMax)} allowed`,
    }),
  );

  const bigShareMin = 0.55;
  const bigShare = share(
    ({ up, waiting, countOf }) =>
      waiting.big.size > 0
        ? { part: countOf('big'), whole: up.size * slotsPerReplica }
        : { part: 0, whole: 0 },
    (value) => ({
      held: value >= bigShareMin,
      message: `the big tenant has ${percent(value)} of the slots, at least ${percent(bigShareMin)} expected`,
    }),
  );

  const smallWait: Rule = {
    ...latency(() => null, 0.95, 3_000),
    begin() {
      const sent = new Map<string, number>();
      const samples: number[] = [];
      return {
        on(event) {
          if (isSent(event) && jobOf(event).tenant !== 'big') sent.set(jobOf(event).id, event.t);
          if (!isCall(event)) return;
          const at = sent.get(jobOf(event).id);
          if (at === undefined) return;
          samples.push(event.t - at);
          sent.delete(jobOf(event).id);
        },
        // What never began waited until the end.
        finish(_state, endedAt) {
          for (const at of sent.values()) samples.push(endedAt - at);
          return { ...held, samples };
        },
      };
    },
  };

  const cap: Rule = online(() => {
    const now = fleet();
    return {
      on(event) {
        now.on(event);
        if (!isCall(event)) return null;
        const { tenant } = jobOf(event);
        const count = now.countOf(tenant);
        if (count > perTenantMax) return broken(`${count} jobs of ${tenant} run at a time`, event);
        const own = [...now.running.values()].filter(({ replica }) => replica === event.replica);
        return own.length <= slotsPerReplica
          ? null
          : broken(`${own.length} jobs of ${event.replica} run at a time`, own[0], event);
      },
    };
  });

  const once: Rule = online(() => {
    const first = new Map<string, TraceEvent>();
    let doubtful = 0;
    let again = 0;
    return {
      on(event) {
        if (isProcess(event) && event.outcome === 'fault') doubtful += slotsPerReplica;
        if (!isRun(event)) return null;
        const before = first.get(event.key);
        if (before === undefined) {
          first.set(event.key, event);
          return null;
        }
        again += 1;
        return again <= doubtful ? null : broken(`${event.key} has run before`, before, event);
      },
    };
  });

  const finished: Rule = online(() => {
    const open = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (isSent(event)) open.set(jobOf(event).id, event);
        if (isRun(event)) open.delete(event.key);
        return null;
      },
      end() {
        const [left] = open;
        return left === undefined ? null : broken(`${left[0]} has never run`, left[1]);
      },
    };
  });

  return {
    durationMs: 40_000,
    settleMs: 35_000,
    replicas,
    kv: {},
    sql: { tables: { job: { pk: 'id' } } },
    queues: { jobs: {} },
    dependencies: {
      runner: {
        latency: { p50: 4_000, p99: 4_400 },
        handle(request, _state, effect) {
          const { id, tenant } = request.body as unknown as Job;
          effect('ran', id, { tenant });
          return { status: 200 };
        },
      },
    },
    arrivals(draw) {
      const arrivals: Arrival[] = [];
      const send = (at: number, body: { id: string; tenant: string }) =>
        arrivals.push({ queue: 'jobs', at, body });
      for (let n = 0; n < bigJobs; n += 1) send(bigAt, { id: `big-${n}`, tenant: 'big' });
      for (let n = 0; n < smallJobs; n += 1) {
        const tenant = `small-${Math.floor(draw('tenant', n) * smallTenants) + 1}`;
        send(3_000 + draw('at', n) * 35_000, { id: `${tenant}-${n}`, tenant });
      }
      return arrivals;
    },
    faults: [{ kind: 'crash', rate: 0.006, most: 2, restart: [1_000, 3_000] }],
    invariants: [
      {
        name: 'small-wait',
        title: 'Jobs of small tenants begin within 3 s at the 95th percentile',
        kind: 'performance',
        weight: 0.25,
        rule: smallWait,
      },
      {
        name: 'busy',
        title: 'Slots are idle for at most a tenth of the time while a job could run',
        kind: 'performance',
        weight: 0.15,
        rule: busy,
      },
      {
        name: 'big-share',
        title: 'The big tenant has at least 55 % of the slots while its jobs wait',
        kind: 'performance',
        weight: 0.1,
        rule: bigShare,
      },
      {
        name: 'cap',
        title: 'At most 7 jobs of one tenant and 3 of one replica run at a time',
        kind: 'safety',
        weight: 0.2,
        rule: cap,
      },
      {
        name: 'once',
        title: 'No job runs twice, except where a crash left it in doubt',
        kind: 'safety',
        weight: 0.1,
        rule: once,
      },
      {
        name: 'finished',
        title: 'At the end every job has run',
        kind: 'usefulness',
        weight: 0.2,
        rule: finished,
      },
    ],
  };
};
