import type { Row, Start } from './api';

const leaseMs = 4_000;
const callTimeoutMs = 800;
const lookAgainMs = 400;
const triesMax = 8;

/** Nothing that a program does brings the family back. */
class Revoked extends Error {}

const start: Start = async (ctx) => {
  const ask = (path: string, body: Record<string, unknown>) =>
    ctx.http.call('provider', { method: 'POST', path, body }, { timeout: callTimeoutMs });

  async function current(): Promise<Row> {
    const row = await ctx.sql.auto.get('tokens', 'current');
    if (row === null) throw new Error('There is no row of tokens');
    return row;
  }

  /** Uses the refresh token under a request id that is kept before the call, so that it can be asked again. */
  async function renew(row: Row): Promise<void> {
    const requestId = String(row.requestId ?? `${ctx.replica} ${ctx.rng.next()}`);
    await ctx.sql.auto.update('tokens', { id: 'current', refresh: row.refresh ?? '' }, { requestId });
    const answer = await ask('/token', { refresh: row.refresh, requestId });
    if (answer.status === 400) throw new Revoked();
    if (answer.status !== 200) throw new Error(`The provider answered ${answer.status}`);
    const { access, refresh } = answer.body as { access: string; refresh: string };
    // Only keep what works.
    await ask('/data', { access });
    await ctx.sql.auto.update(
      'tokens',
      { id: 'current', refresh: row.refresh ?? '' },
      { access, refresh, requestId: null },
    );
  }

  /** Gives another access token than the one that failed; renews it unless somebody else has or does. */
  async function another(failed: string): Promise<string> {
    for (;;) {
      const row = await current();
      if (row.access !== failed) return String(row.access);
      const lease = await ctx.locks.acquire('tokens', leaseMs);
      if (lease === null) {
        await ctx.clock.sleep(lookAgainMs);
        continue;
      }
      try {
        const latest = await current();
        if (latest.access === failed) await renew(latest);
      } catch (error) {
        if (error instanceof Revoked) throw error;
        ctx.log('warn', `not renewed: ${String(error)}`);
      } finally {
        await ctx.locks.release('tokens', lease.owner);
      }
    }
  }

  return {
    http: async () => {
      let access = String((await current()).access);
      for (let attempt = 0; attempt < triesMax; attempt += 1) {
        try {
          if (access === '') access = await another('');
          const answer = await ask('/data', { access });
          if (answer.status === 200) return { status: 200, body: answer.body };
          access = await another(access);
        } catch (error) {
          if (error instanceof Revoked) break;
          // No answer says nothing about the token: it is tried again.
        }
      }
      return { status: 502 };
    },
  };
};

export default start;
