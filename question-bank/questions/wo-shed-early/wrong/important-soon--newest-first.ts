import type { Start } from './api';

const workers = 2;
const workMs = 55;
const waitingMax = { A: 12, B: 2 };

interface Waiting {
  deadline: number;
  go: (mayGo: boolean) => void;
}

const start: Start = async (ctx) => {
  const lines: { A: Waiting[]; B: Waiting[] } = { A: [], B: [] };
  let busy = 0;

  function next() {
    for (const line of [lines.A, lines.B]) {
      for (let first = line.pop(); first !== undefined; first = line.pop()) {
        const isInTime = first.deadline - ctx.clock.now() >= workMs;
        first.go(isInTime);
        if (isInTime) return;
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
    // Told at once: whoever hears it early can do something else.
    if (line.length >= waitingMax[priority]) return false;
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
