import type { AnswerFile } from '../../domain/answer.ts';
import {
  type RunLine,
  runLineSchema,
  type SeedTrace,
  seedTraceSchema,
  type WorldRun,
  worldRunsSchema,
} from '../../domain/world/wire.ts';

/** A question of the form by its number, or the practice one. */
export type WorldTarget = { itemNumber: number } | { practice: true };

export interface SeedWish {
  files: readonly AnswerFile[];
  seed: number;
  /** Faults to leave out, by id. */
  without: readonly string[];
}

export type Asked<T> = { ok: true; value: T } | { ok: false; message: string };

/** The routes of a world question. Never rejects; `run` gives the reason when it did not come to its end. */
export interface WorldClient {
  run: (
    wish: { size: 'quick' | 'full'; files: readonly AnswerFile[] },
    onLine: (line: RunLine) => void,
    signal: AbortSignal,
  ) => Promise<Asked<null>>;
  seed: (wish: SeedWish) => Promise<Asked<SeedTrace>>;
  /** Earlier runs, the newest first; none in practice, where they are not kept. */
  runs: () => Promise<readonly WorldRun[]>;
}

const notReached: Asked<never> = {
  ok: false,
  message:
    'Seeds run on the server and need the network. The server was not reached. Your code is kept here; try again when the connection is back.',
};

export function worldClient(target: WorldTarget): WorldClient {
  const post = (path: string, body: object, signal?: AbortSignal) =>
    fetch(`/api/attempt/world/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ target, ...body }),
      ...(signal ? { signal } : {}),
    });
  return {
    async run(wish, onLine, signal) {
      try {
        const response = await post('run', wish, signal);
        if (!response.ok || response.body === null) return { ok: false, message: await messageOf(response) };
        for await (const line of linesOf(response.body)) {
          const read = runLineSchema.safeParse(JSON.parse(line));
          if (!read.success)
            return { ok: false, message: 'The answer of the run could not be read. Run again.' };
          if (read.data.type === 'failed') return { ok: false, message: read.data.message };
          onLine(read.data);
        }
        return { ok: true, value: null };
      } catch {
        return notReached;
      }
    },
    async seed(wish) {
      try {
        const response = await post('seed', wish);
        if (!response.ok) return { ok: false, message: await messageOf(response) };
        const read = seedTraceSchema.safeParse(await response.json());
        return read.success
          ? { ok: true, value: read.data }
          : { ok: false, message: 'The seed could not be read. Open it again.' };
      } catch {
        return notReached;
      }
    },
    async runs() {
      if ('practice' in target) return [];
      try {
        const response = await fetch(`/api/attempt/world/runs?item=${target.itemNumber}`, {
          cache: 'no-store',
        });
        const read = worldRunsSchema.safeParse(response.ok ? await response.json() : null);
        return read.success ? read.data.runs : [];
      } catch {
        return [];
      }
    },
  };
}

async function messageOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  return typeof error.message === 'string' ? error.message : 'The run did not come back. Run again.';
}

/** The lines of a body as they come in, whatever pieces the network makes of them. */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') yield line;
      if (done) break;
    }
    if (rest !== '') yield rest;
  } finally {
    reader.releaseLock();
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
