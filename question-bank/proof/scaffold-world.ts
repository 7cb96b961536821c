/** A small world that is proven by its own files: a queue whose messages are to be stored once each. */
export const worldScaffold = {
  yaml: `invariants:
  - {name: once, title: "No message is stored twice", kind: safety, weight: 0.5}
  - {name: stored, title: "All 10 messages are stored", kind: usefulness, weight: 0.5}
caps:
  - {broken: stored, atMostPercent: 20}
`,
  files: {
    'world.ts': `import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

/** TODO: what there is, who comes, what may go wrong, and what must hold. docs/world.md says how. */
export default (w: WorldTools): WorldDefinition => ({
  durationMs: 5_000,
  settleMs: 40_000,
  replicas: 2,
  sql: { tables: { done: { pk: 'id' } } },
  queues: { jobs: { visibilityMs: 5_000 } },
  arrivals: () => Array.from({ length: 10 }, (_, n) => ({ queue: 'jobs', at: 400 * n, body: { n } })),
  faults: [{ kind: 'crash', rate: 0.02, most: 2, restart: [500, 2_000], to: 10_000 }],
  invariants: [
    {
      name: 'once',
      title: 'No message is stored twice',
      kind: 'safety',
      weight: 0.5,
      rule: w.atMostOnce(
        (event) => event.part === 'sql' && event.op === 'inserted',
        (event) => String((event.data.row as { n?: unknown } | null)?.n),
      ),
    },
    {
      name: 'stored',
      title: 'All 10 messages are stored',
      kind: 'usefulness',
      weight: 0.5,
      rule: w.usefulness((event) => event.part === 'sql' && event.op === 'inserted', 10),
    },
  ],
});
`,
    'starter.ts': `// TODO: what the editor opens with.
const start: Start = async (ctx) => {
  async function work() {
    const messages = await ctx.queue('jobs').receive({ max: 1, wait: 20_000 });
    ctx.log('info', \`received \${messages.length}\`);
  }
  return { background: [work] };
};

export default start;
`,
    'reference.ts': `const start: Start = async (ctx) => {
  const queue = ctx.queue('jobs');
  async function work() {
    for (;;) {
      for (const message of await queue.receive({ max: 1, wait: 20_000 })) {
        const { n } = message.body as { n: number };
        await ctx.sql.auto.insert('done', { id: n, n }, { onConflict: 'ignore' });
        await queue.ack(message.receipt);
      }
    }
  }
  return { background: [work] };
};

export default start;
`,
    'wrong/once--a-row-for-each-delivery.ts': `const start: Start = async (ctx) => {
  const queue = ctx.queue('jobs');
  async function work() {
    for (;;) {
      for (const message of await queue.receive({ max: 1, wait: 20_000 })) {
        const { n } = message.body as { n: number };
        await ctx.sql.auto.insert('done', { id: message.receipt, n });
        await queue.ack(message.receipt);
      }
    }
  }
  return { background: [work] };
};

export default start;
`,
    'wrong/stored--refuses-everything.ts': `const start: Start = async () => ({});

export default start;
`,
  },
};
