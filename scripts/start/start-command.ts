import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { freePort } from '../../db/embedded/connection-file.ts';
import { migrate } from '../../db/migrate.ts';
import { demoPeople } from '../../server/demo/people.ts';
import { EnvironmentError } from '../../server/env.ts';
import { seconds, withProgress } from '../progress.mjs';
import { begin } from './begin.ts';
import { type Part, type RunningPart, supervise } from './child.ts';
import { type RunningDatabase, superviseDatabase } from './database.ts';
import { discardHalfDemo, isEmptyDatabase, loadDemo, readSystemIdentifier, signInLines } from './demo.ts';
import { startGuard } from './guard.ts';
import { localAddress, planParts } from './parts.ts';
import { StartRefused } from './refusal.ts';
import { openSecrets } from './secrets.ts';
import { type Chosen, composeEnvironment, type StartSettings } from './settings.ts';
import { watchForStop } from './watch-parent.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
/** For a part that is asked to end, before it is made to. */
const stopWithinMs = 5_000;
const healthyWithinMs = 15_000;

const say = (line: string): void => {
  process.stderr.write(`  ${line}\n`);
};

/**
 * Starts everything in order, supervises it, and stops it in the reverse order. Ends the process itself: with 0 when it
 * was asked to stop, with 1 when something made it stop.
 */
export async function startCommand(args: string[]): Promise<void> {
  const began = performance.now();
  const stoppable: {
    database: RunningDatabase | null;
    sandbox: RunningPart | null;
    lab: RunningPart | null;
    clients: RunningPart[];
  } = { database: null, sandbox: null, lab: null, clients: [] };
  let stopping: Promise<never> | null = null;
  const stop = (code: number): Promise<never> => {
    stopping ??= (async () => {
      await Promise.all(stoppable.clients.map((part) => part.stop(stopWithinMs)));
      await Promise.all([stoppable.sandbox?.stop(stopWithinMs), stoppable.lab?.stop(stopWithinMs)]);
      await stoppable.database?.stop();
      process.exit(code);
    })();
    return stopping;
  };
  const refuse = (error: unknown): Promise<never> => {
    if (stopping) return stopping;
    const known = error instanceof StartRefused || error instanceof EnvironmentError;
    process.stderr.write(
      `\n${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : error}\n`,
    );
    return stop(1);
  };
  watchForStop((why) => {
    if (!stopping) process.stderr.write(`\n  Stopping (${why}) …\n`);
    void stop(0);
  });

  try {
    const { settings, port } = await begin(root, args);
    const guard = startGuard();
    const hooks = { guard, say, giveUp: (sentence: string) => void refuse(new StartRefused(sentence)) };
    const secrets = openSecrets(
      settings.dataFolder,
      settings.mode === 'demo' ? demoPeople.map(({ key }) => key) : [],
    );

    if (settings.databaseUrl === null) {
      stoppable.database = await withProgress(
        { doing: 'Starting PostgreSQL', done: 'PostgreSQL is ready' },
        () => superviseDatabase(settings.dataFolder, hooks),
      );
      if (await discardHalfDemo(settings.dataFolder))
        say('The last start did not get to its end: the demo is made anew');
    }
    if (stopping) return await stopping;
    const chosen: Chosen = {
      port,
      databaseUrl: settings.databaseUrl ?? stoppable.database?.url ?? '',
      authSecret: secrets.authSecret,
      sandboxUrl: `http://127.0.0.1:${await freePort()}`,
      sandboxSecret: secrets.sandboxSecret,
      labUrl: `http://127.0.0.1:${await freePort()}`,
      labSecret: secrets.labSecret,
      systemIdentifier: '',
    };
    const environment = composeEnvironment(process.env, chosen);
    await withProgress({ doing: 'Migrating the database', done: 'Database is up to date' }, () =>
      migrate(chosen.databaseUrl).catch((error: unknown) => {
        throw new StartRefused(
          `The database could not be opened or migrated: ${error instanceof Error ? error.message : error}`,
        );
      }),
    );
    if (stopping) return await stopping;
    // The server that comes along for the lab is a new one; one that is given could be the platform's own.
    if (process.env.LAB_DATABASE_URL)
      chosen.systemIdentifier = await readSystemIdentifier(chosen.databaseUrl);
    const parts = planParts(root, process.env, settings, chosen);

    await withProgress({ doing: 'Starting the application', done: 'Application is up' }, async () => {
      const run = (part: Part): RunningPart => supervise(part, hooks);
      if (parts.sandbox) stoppable.sandbox = run(parts.sandbox);
      if (parts.lab) stoppable.lab = run(parts.lab);
      const web = run(parts.web);
      stoppable.clients.push(web);
      if (settings.mode === 'demo' && (await isEmptyDatabase(chosen.databaseUrl))) {
        await Promise.all([stoppable.sandbox?.ready, stoppable.lab?.ready]);
        if (!stopping) await loadDemo(root, settings.dataFolder, environment, secrets.demoPasswords);
      }
      if (!stopping) stoppable.clients.push(run(parts.jobs));
      await Promise.all([stoppable.sandbox?.ready, stoppable.lab?.ready]);
      await Promise.all(stoppable.clients.map((part) => part.ready));
    });
    if (stopping) return await stopping;
    await reportHealth(localAddress(settings.host, port));
    say(`Started in ${seconds(performance.now() - began)}`);
    announce(settings, environment.APP_URL ?? '', port, secrets.demoPasswords, stoppable.database);
  } catch (error) {
    await refuse(error);
  }
}

const healthSchema = z.object({ status: z.string(), confinement: z.string() });

/** A part that is down at this moment is said, and no reason to stop: it may be a database or a sandbox elsewhere. */
async function reportHealth(address: string): Promise<void> {
  const until = performance.now() + healthyWithinMs;
  let last = '';
  while (performance.now() < until) {
    try {
      const response = await fetch(`${address}/api/health`);
      last = await response.text();
      if (response.ok) {
        if (healthSchema.parse(JSON.parse(last)).confinement === 'none') {
          say('Candidate programs run without confinement here: see docs/sandbox.md');
        }
        return;
      }
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  say(`Not everything is well: ${last.slice(0, 400)}`);
}

function announce(
  settings: StartSettings,
  appUrl: string,
  port: number,
  passwords: Record<string, string>,
  database: RunningDatabase | null,
): void {
  const where = settings.mode === 'demo' ? appUrl : `${appUrl} (listening on ${settings.host}:${port})`;
  const lines = [`Plumbline is ready: ${where}`];
  if (settings.mode === 'demo') {
    const outside = database !== null && !database.cluster.startsWith(settings.dataFolder + path.sep);
    lines.push(
      '',
      'Sign in to the demo (made-up people; the passwords are of this data folder only):',
      ...signInLines(passwords),
      '',
      `Data and logs: ${settings.dataFolder}${outside ? `, the database in ${database.cluster}` : ''}. Ctrl-C stops everything.`,
    );
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}
