import path from 'node:path';
import type { Part } from './child.ts';
import {
  type Chosen,
  composeEnvironment,
  labEnvironment,
  type StartSettings,
  sandboxEnvironment,
} from './settings.ts';

const pollMs = 100;

/** The processes of the application, in the order in which they are started. */
export function planParts(
  root: string,
  variables: Record<string, string | undefined>,
  settings: StartSettings,
  chosen: Chosen,
): { sandbox: Part | null; lab: Part | null; web: Part; jobs: Part } {
  const env = composeEnvironment(variables, chosen);
  const script = (...place: string[]): Pick<Part, 'cwd' | 'args' | 'whenOrphaned'> => ({
    cwd: root,
    // In development each starts again when a file that it has loaded changes. What watches has the process itself below
    // it, and ends it only when asked to end itself; without it nothing is lost by a kill.
    args: [...(settings.dev ? ['--watch', '--watch-preserve-output'] : []), path.join(root, ...place)],
    whenOrphaned: settings.dev ? 'TERM' : 'KILL',
  });
  const output = (name: string): Part['output'] =>
    settings.mode === 'demo' && !settings.dev
      ? { kind: 'file', path: path.join(settings.dataFolder, `${name}.log`) }
      : { kind: 'terminal' };
  const next = path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  const address = ['-H', settings.host, '-p', String(chosen.port)];
  return {
    sandbox: settings.ownSandbox
      ? {
          ...script('sandbox', 'serve.ts'),
          name: 'sandbox service',
          env: sandboxEnvironment(variables, chosen, settings.mode === 'demo'),
          output: output('sandbox'),
          // Asked to end, it takes its workers along; they also end by themselves when it is gone.
          whenOrphaned: 'TERM',
          untilReady: ({ line }) => line((text) => isReadyLine(text, 'sandbox')),
        }
      : null,
    lab: settings.ownLab
      ? {
          ...script('sandbox', 'lab', 'serve.ts'),
          // Without watching: every start makes the cluster anew, and candidates' databases with it.
          args: [path.join(root, 'sandbox', 'lab', 'serve.ts')],
          name: 'SQL lab',
          env: labEnvironment(variables, chosen, settings),
          output: output('lab'),
          // Asked to end, it stops its PostgreSQL, which also ends when it is gone.
          whenOrphaned: 'TERM',
          untilReady: ({ line }) => line((text) => isReadyLine(text, 'lab')),
        }
      : null,
    web: {
      cwd: root,
      name: 'web process',
      args: settings.dev ? [next, 'dev', ...address] : [next, 'start', ...address],
      env: { ...env, NODE_ENV: settings.dev ? 'development' : 'production' },
      output: output('web'),
      // `next dev` has a process below it, which it ends only when it is asked to end itself.
      whenOrphaned: settings.dev ? 'TERM' : 'KILL',
      untilReady: ({ signal }) =>
        untilAnswers(`${localAddress(settings.host, chosen.port)}/api/health`, signal),
    },
    jobs: {
      ...script('server', 'jobs', 'worker.ts'),
      name: 'jobs process',
      env: { ...env, NODE_ENV: settings.dev ? 'development' : 'production' },
      output: output('jobs'),
      untilReady: ({ line }) => line((text) => isReadyLine(text, 'jobs')),
    },
  };
}

/** Where this machine reaches what listens on `host`. */
export function localAddress(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** Parts say `{"ready":"jobs"}` on their standard output. */
function isReadyLine(text: string, part: string): boolean {
  if (!text.startsWith('{')) return false;
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null && 'ready' in said && said.ready === part;
  } catch {
    return false;
  }
}

/** Any answer will do: the health page also answers when a part that it reports on is still down. */
async function untilAnswers(address: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await fetch(address, { signal, redirect: 'manual' });
      await response.arrayBuffer();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }
}
