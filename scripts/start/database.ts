import { type EmbeddedPostgres, startEmbedded } from '../../db/embedded/start-embedded.ts';
import type { Guard } from './guard.ts';
import { decideRestart } from './restart-policy.ts';

export interface RunningDatabase {
  url: string;
  /** Where the files are: not always in the data folder. */
  cluster: string;
  stop(): Promise<void>;
}

/** The embedded PostgreSQL, started again when it ends by itself; its address stays, so its clients reconnect. */
export async function superviseDatabase(
  dataFolder: string,
  hooks: { guard: Guard; say(line: string): void; giveUp(sentence: string): void },
): Promise<RunningDatabase> {
  const endings: number[] = [];
  let stopping = false;
  let server: EmbeddedPostgres | null = null;
  let starting: Promise<EmbeddedPostgres>;

  const start = async (): Promise<EmbeddedPostgres> => {
    const started = await startEmbedded({ dataFolder, takeOver: true });
    hooks.guard.add(started.pid, 'SIGINT');
    server = started;
    void started.ended.then(({ code, signal }) => {
      hooks.guard.remove(started.pid);
      if (!stopping) void heal(signal ?? `code ${code}`, started);
    });
    return started;
  };
  const heal = async (how: string, ended: EmbeddedPostgres): Promise<void> => {
    const now = performance.now();
    endings.push(now);
    const decision = decideRestart(endings, now);
    if (decision.kind === 'give-up') {
      return hooks.giveUp(`PostgreSQL keeps ending (${how}); its log is ${ended.logFile}.`);
    }
    hooks.say(`PostgreSQL ended unexpectedly (${how}); starting it again`);
    try {
      starting = start();
      const again = await starting;
      if (again.url !== ended.url)
        hooks.giveUp('The port of PostgreSQL was taken while it was down: start again.');
      else hooks.say('PostgreSQL is back; nothing that was saved is lost');
    } catch (error) {
      if (!stopping) hooks.giveUp(error instanceof Error ? error.message : String(error));
    }
  };

  starting = start();
  const { url, cluster } = await starting;
  return {
    url,
    cluster,
    async stop() {
      stopping = true;
      await starting.catch(() => {});
      await server?.stop();
    },
  };
}
