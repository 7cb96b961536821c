import type { Start, StreamRecord } from './api';

interface Change {
  entity: string;
  version: number;
}

/** What this process was given of a partition since the last assignment, and how far it is done without a gap. */
interface Progress {
  next: number;
  committed: number;
  done: Set<number>;
}

const underWayMax = 24;
const pollWaitMs = 2_000;
const commitEveryMs = 1_000;
const detailTimeoutMs = 1_500;
const retryMs = 200;

const start: Start = async (ctx) => {
  const consumer = ctx.stream('changes').consumer('projection');
  let progress = new Map<number, Progress>();
  let underWay = 0;

  // After an assignment the log begins again at the committed offsets; what an earlier one counted is void.
  consumer.onAssign(() => {
    progress = new Map();
  });
  consumer.onRevoke(() => commitAll());

  function progressOf({ partition, offset }: StreamRecord): Progress {
    const known = progress.get(partition);
    if (known !== undefined) return known;
    const made = { next: offset, committed: offset, done: new Set<number>() };
    progress.set(partition, made);
    return made;
  }

  async function detailOf({ entity, version }: Change): Promise<string> {
    for (;;) {
      try {
        const request = { method: 'GET', path: `/details/${entity}/${version}` };
        const answer = await ctx.http.call('details', request, { timeout: detailTimeoutMs });
        if (answer.status === 200) return (answer.body as { detail: string }).detail;
      } catch (error) {
        ctx.log('warn', `${entity} ${version}: ${String(error)}`);
      }
      await ctx.clock.sleep(retryMs);
    }
  }

  async function project(change: Change): Promise<void> {
    const detail = await detailOf(change);
    const { entity, version } = change;
    const row = await ctx.sql.auto.get('projection', entity);
    if (Number(row?.version) < version)
      await ctx.sql.auto.update('projection', { id: entity }, { version, detail });
  }

  async function handle(record: StreamRecord, of: Progress): Promise<void> {
    await project(record.value as Change);
    underWay -= 1;
    of.done.add(record.offset);
    while (of.done.delete(of.next)) of.next += 1;
  }

  async function commitAll(): Promise<void> {
    for (const [partition, of] of [...progress]) {
      const { next } = of;
      if (next === of.committed) continue;
      try {
        await consumer.commit(partition, next);
        of.committed = next;
      } catch (error) {
        ctx.log('warn', `partition ${partition}: ${String(error)}`);
      }
    }
  }

  async function read(): Promise<void> {
    for (;;) {
      // A place is free long before the group would think this process dead.
      if (underWay >= underWayMax) {
        await ctx.clock.sleep(50);
        continue;
      }
      for (const record of await consumer.poll(underWayMax - underWay, pollWaitMs)) {
        underWay += 1;
        void handle(record, progressOf(record));
      }
    }
  }

  async function commitInTurn(): Promise<void> {
    for (;;) {
      await ctx.clock.sleep(commitEveryMs);
      await commitAll();
    }
  }

  return { background: [read, commitInTurn] };
};

export default start;
