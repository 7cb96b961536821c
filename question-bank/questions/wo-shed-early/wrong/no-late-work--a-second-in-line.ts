import type { Start } from './api';

const workers = 2;

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
        first.go(true);
        return;
      }
    }
    busy -= 1;
  }

  async function admitted(priority: 'A' | 'B', deadline: number): Promise<boolean> {
    if (busy < workers) {
      busy += 1;
      return true;
    }
    const line = lines[priority];
    if (line.length >= 40) return false;
    return await new Promise<boolean>((go) => line.push({ deadline, go }));
  }

  return {
    http: async (request) => {
      const priority = request.headers.priority === 'A' ? 'A' : 'B';
      const deadline = request.deadline ?? ctx.clock.now() + 300;
      if (!(await admitted(priority, deadline))) return { status: 503 };
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
