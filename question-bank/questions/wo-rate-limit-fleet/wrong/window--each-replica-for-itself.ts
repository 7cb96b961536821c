import type { Start } from './api';

const limit = 10;
const windowMs = 10_000;

const start: Start = async (ctx) => {
  const admitted = new Map<string, number[]>();

  async function isAdmitted(tenant: string): Promise<boolean> {
    const now = ctx.clock.mono();
    const recent = (admitted.get(tenant) ?? []).filter((t) => t > now - windowMs);
    admitted.set(tenant, recent);
    if (recent.length >= limit) return false;
    recent.push(now);
    return true;
  }

  return {
    http: async (request) => {
      const { tenant } = request.body as { tenant: string };
      try {
        return { status: (await isAdmitted(tenant)) ? 200 : 429 };
      } catch (error) {
        ctx.log('warn', `no decision: ${String(error)}`);
        return { status: request.path === '/catalogue' ? 200 : 503 };
      }
    },
  };
};

export default start;
