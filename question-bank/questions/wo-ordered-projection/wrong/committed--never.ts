import type { Start, StreamRecord } from './api';

interface Change {
  entity: string;
  version: number;
}

const underWayMax = 24;
const pollWaitMs = 2_000;
const detailTimeoutMs = 1_500;
const retryMs = 200;

const start: Start = async (ctx) => {
  const consumer = ctx.stream('changes').consumer('projection');
  let underWay = 0;

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
    // The store compares when it writes: whoever is late, by a moment or by a whole assignment, changes nothing.
    await ctx.sql.auto.update(
      'projection',
      { id: entity },
      { version, detail },
      { ifTrue: { version: { lt: version } } },
    );
  }

  async function handle(record: StreamRecord): Promise<void> {
    await project(record.value as Change);
    underWay -= 1;
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
        void handle(record);
      }
    }
  }

  return { background: [read] };
};

export default start;
