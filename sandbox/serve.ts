import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { serviceShutdownLimitMs, workersMax } from './limits.ts';
import { createLocalSandbox } from './local.ts';
import { createHttpService } from './service/http-service.ts';
import { secretCharactersMin } from './service/secret.ts';

/**
 * The sandbox as a service of its own. Prints one line of JSON when it is ready:
 * `{"ready":"sandbox","port":…,"host":"…","confinement":"…","confinementNote":"…"}`; later lines are its log.
 */
const environmentSchema = z.object({
  SANDBOX_SECRET: z.string().min(secretCharactersMin, `must have at least ${secretCharactersMin} characters`),
  /** 0 takes any free port; the ready line says which. */
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(4100),
  SANDBOX_HOST: z.string().min(1).default('127.0.0.1'),
  SANDBOX_WORKERS: z.coerce.number().int().min(1).max(workersMax).optional(),
  SANDBOX_ALLOW_UNCONFINED: z.enum(['true', 'false']).default('false'),
});

function print(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function serve(): Promise<void> {
  const parsed = environmentSchema.safeParse(process.env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    process.stderr.write(`${issue?.path.join('.') ?? 'environment'} ${issue?.message ?? 'is wrong'}\n`);
    process.exit(64);
  }
  const environment = parsed.data;
  const sandbox = createLocalSandbox({
    allowUnconfined: environment.SANDBOX_ALLOW_UNCONFINED === 'true',
    ...(environment.SANDBOX_WORKERS === undefined ? {} : { workers: environment.SANDBOX_WORKERS }),
    log: (event) => print({ time: new Date().toISOString(), ...event }),
  });
  const health = await sandbox.health();
  const server = createHttpService(sandbox, environment.SANDBOX_SECRET);
  server.on('error', (error) => {
    process.stderr.write(
      `The sandbox cannot listen on ${environment.SANDBOX_HOST}:${environment.SANDBOX_PORT}: ${error.message}\n`,
    );
    void sandbox.close().then(() => process.exit(1));
  });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close();
    server.closeIdleConnections();
    // Runs in progress are ended with the workers; their clients are told to come again.
    void sandbox.close().then(() => {
      server.closeAllConnections();
      process.exit(0);
    });
    setTimeout(() => process.exit(1), serviceShutdownLimitMs).unref();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('SIGHUP', stop);

  server.listen(environment.SANDBOX_PORT, environment.SANDBOX_HOST, () => {
    const { port } = server.address() as AddressInfo;
    const { confinement, confinementNote } = health;
    print({ ready: 'sandbox', port, host: environment.SANDBOX_HOST, confinement, confinementNote });
  });
}

await serve();
