import type { Ms, Start } from './api';

interface Job {
  id: string;
  tenant: string;
}

/** What waits and what runs, of all replicas; one script at a time reads and writes it. */
interface Fleet {
  waiting: Record<string, Array<{ id: string; at: Ms }>>;
  /** By job: until when it is believed to run. Whoever is over that has died. */
  running: Record<string, { tenant: string; at: Ms; until: Ms; by: string }>;
}

const fleetKey = 'fleet';
const slots = 3;
const tenantMax = 7;
const callTimeoutMs = 6_000;
const lookEveryMs = 1_000;
const empty: Fleet = { waiting: {}, running: {} };

const start: Start = async (ctx) => {
  const queue = ctx.queue('jobs');
  let finished: string[] = [];
  let ring = () => {};

  /** Something may have changed here: a job came, or a slot is free. */
  async function bell(ms: Ms): Promise<void> {
    const { signal, abort } = ctx.newAbort();
    ring = abort;
    await ctx.clock.sleep(ms, signal).catch(() => {});
  }

  /** A message that comes twice is one job. */
  async function enqueue(jobs: Job[]): Promise<void> {
    const keys = jobs.map(({ id }) => `job:${id}`);
    await ctx.kv.atomic(
      [fleetKey, ...keys],
      (tx, now, { fleetKey, jobs, empty }) => {
        const fleet: Fleet = JSON.parse(tx.get(fleetKey) ?? JSON.stringify(empty));
        for (const { id, tenant } of jobs) {
          if (tx.get(`job:${id}`) !== null) continue;
          tx.set(`job:${id}`, tenant);
          fleet.waiting[tenant] = [...(fleet.waiting[tenant] ?? []), { id, at: now }];
        }
        tx.set(fleetKey, JSON.stringify(fleet));
      },
      { fleetKey, jobs, empty },
    );
  }

  /** Says what is done, and gives the job that is next: of the tenant that has the fewest running. */
  async function next(): Promise<Job | null> {
    const ask = { fleetKey, finished, tenantMax, leaseMs: callTimeoutMs + 500, empty, me: ctx.replica };
    finished = [];
    return await ctx.kv.atomic(
      [fleetKey],
      (tx, now, { fleetKey, finished, tenantMax, leaseMs, empty, me }): Job | null => {
        const fleet: Fleet = JSON.parse(tx.get(fleetKey) ?? JSON.stringify(empty));
        for (const id of finished) delete fleet.running[id];
        const count: Record<string, number> = {};
        for (const [id, { tenant, at, until, by }] of Object.entries(fleet.running)) {
          if (until > now) {
            if (by === me) count[tenant] = (count[tenant] ?? 0) + 1;
            continue;
          }
          delete fleet.running[id];
          fleet.waiting[tenant] = [{ id, at }, ...(fleet.waiting[tenant] ?? [])];
        }
        let best: { tenant: string; id: string; at: Ms } | null = null;
        for (const [tenant, [first]] of Object.entries(fleet.waiting)) {
          const running = count[tenant] ?? 0;
          if (first === undefined || running >= tenantMax) continue;
          const bestRunning = best === null ? Number.POSITIVE_INFINITY : (count[best.tenant] ?? 0);
          if (best === null || running < bestRunning || (running === bestRunning && first.at < best.at))
            best = { tenant, ...first };
        }
        if (best !== null) {
          fleet.waiting[best.tenant]?.shift();
          fleet.running[best.id] = { tenant: best.tenant, at: best.at, until: now + leaseMs, by: me };
        }
        tx.set(fleetKey, JSON.stringify(fleet));
        return best === null ? null : { id: best.id, tenant: best.tenant };
      },
      ask,
    );
  }

  async function receive(): Promise<void> {
    for (;;) {
      const messages = await queue.receive({ max: 10, wait: 20_000 });
      if (messages.length === 0) continue;
      await enqueue(messages.map(({ body }) => body as Job));
      for (const { receipt } of messages) void queue.ack(receipt);
      ring();
    }
  }

  async function run({ id, tenant }: Job): Promise<void> {
    const request = { method: 'POST', path: '/jobs', body: { id, tenant } };
    const { status } = await ctx.http.call('runner', request, { timeout: callTimeoutMs });
    if (status === 200) finished.push(id);
  }

  async function schedule(): Promise<void> {
    let free = slots;
    for (;;) {
      const job = free === 0 ? null : await next();
      if (job === null) {
        // With a free slot somebody has to look: the job may have come to another replica.
        await bell(free === 0 ? callTimeoutMs : lookEveryMs);
        continue;
      }
      free -= 1;
      void run(job)
        .catch((error) => ctx.log('warn', `${job.id} is in doubt: ${String(error)}`))
        .finally(() => {
          free += 1;
          ring();
        });
    }
  }

  return { background: [receive, schedule] };
};

export default start;
