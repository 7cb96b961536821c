import type { Start } from './api';

const start: Start = async (ctx) => {
  const consumer = ctx.stream('changes').consumer('projection');

  async function detailOf(path: string): Promise<string> {
    for (;;) {
      try {
        const answer = await ctx.http.call('details', { method: 'GET', path }, { timeout: 1_500 });
        if (answer.status === 200) return (answer.body as { detail: string }).detail;
      } catch {
        // Asked again.
      }
      await ctx.clock.sleep(200);
    }
  }

  async function read(): Promise<void> {
    for (;;) {
      for (const { partition, offset, value } of await consumer.poll(5, 2_000)) {
        const { entity, version } = value as { entity: string; version: number };
        const detail = await detailOf(`/details/${entity}/${version}`);
        const ifTrue = { version: { lt: version } };
        await ctx.sql.auto.update('projection', { id: entity }, { version, detail }, { ifTrue });
        try {
          await consumer.commit(partition, offset + 1);
        } catch {
          // Another has this partition now.
        }
      }
    }
  }

  return { background: [read] };
};

export default start;
