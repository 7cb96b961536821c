import type { Start } from './api';

const workers = 2;
const workMs = 55;

interface Waiting {
  deadline: number;
  go: (mayGo: boolean) => void;
}

const start: Start = async (ctx) => {
  const lines: { A: Waiting[]; B: Waiting[] } = { A: [], B: [] };
  let busy = 0;

  function next() {
    for (const line of [lines.A, lines.B]) {
      for (let first = line.shift(); first !== undefined; first = line.shift()) {
        const isInTime = first.deadline - ctx.clock.now() >= workMs;
        first.go(isInTime);
        if (isInTime) return;
      }
    }
    busy -= 1;
  }

  async function admitted(deadline: number): Promise<boolean> {
    if (busy < workers) {
      busy += 1;
      return true;
    }
    const line = lines.B;
    if (line.length >= 6) return false;
    return await new Promise<boolean>((go) => line.push({ deadline, go }));
  }

  return {
    http: async (request) => {
      const deadline = request.deadline ?? ctx.clock.now() + 300;
      if (!(await admitted(deadline))) return { status: 503 };
      try {
        await ctx.http.call('engine', { method: 'POST', path: request.path }, { timeout: 5_000 });
        return { status: 200 };
      } finally {
        next();
      }
    },
  };
};

export default start;
