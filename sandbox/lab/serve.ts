import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { secretCharactersMin } from '../service/secret.ts';
import { LabService } from './lab-service.ts';
import type { LabServer } from './server/lab-server.ts';
import { startEmbeddedLab } from './server/start-embedded-lab.ts';
import { givenServer, testGivenServer, UnfitServer } from './server/use-given-server.ts';
import { createLabHttpService } from './service/http-service.ts';

/**
 * The SQL lab as a process of its own. Prints one line of JSON when it is ready:
 * `{"ready":"lab","port":…,"host":"…","confinement":"…","confinementNote":"…"}`; later lines are its log.
 */
const environmentSchema = z
  .object({
    LAB_SECRET: z.string().min(secretCharactersMin, `must have at least ${secretCharactersMin} characters`),
    /** 0 takes any free port; the ready line says which. */
    LAB_PORT: z.coerce.number().int().min(0).max(65_535).default(4200),
    LAB_HOST: z.string().min(1).default('127.0.0.1'),
    /** A PostgreSQL 18 server that is there for the lab alone; without it the one that comes along is run. */
    LAB_DATABASE_URL: z
      .string()
      .regex(/^postgres(?:ql)?:\/\/./, 'must be postgres://superuser:password@host:port/postgres')
      .optional(),
    /** Where the brought-along server keeps its files. */
    LAB_FOLDER: z.string().min(1).optional(),
    /** The system identifier of the platform's own server, which is refused. */
    LAB_FORBIDDEN_SYSTEM: z.string().default(''),
    LAB_ALLOW_UNCONFINED: z.enum(['true', 'false']).default('false'),
  })
  .refine(
    (environment) => environment.LAB_DATABASE_URL !== undefined || environment.LAB_FOLDER !== undefined,
    {
      path: ['LAB_FOLDER'],
      message: 'or LAB_DATABASE_URL must be set',
    },
  );

function print(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function refuse(sentence: string, code: number): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

async function serve(): Promise<void> {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    refuse(`${issue?.path.join('.') ?? 'environment'} ${issue?.message ?? 'is wrong'}`, 64);
  }
  const environment = parsed.data;
  const server = await openServer(
    environment.LAB_DATABASE_URL,
    environment.LAB_FOLDER ?? '',
    environment.LAB_FORBIDDEN_SYSTEM,
  );
  const lab = await LabService.start(server, {
    allowUnconfined: environment.LAB_ALLOW_UNCONFINED === 'true',
    log: (event) => print({ time: new Date().toISOString(), ...event }),
  });
  const http = createLabHttpService(lab, environment.LAB_SECRET);

  let stopping = false;
  const stop = (code: number) => {
    if (stopping) return;
    stopping = true;
    http.close();
    void lab.shutdown().then(() => {
      http.closeAllConnections();
      process.exit(code);
    });
    setTimeout(() => process.exit(1), 8_000).unref();
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop(0));
  // Without its server it is of no use; whoever started it starts it again, with a new one.
  void server.ended.then((how) => {
    if (stopping) return;
    print({ time: new Date().toISOString(), event: 'server-ended', how });
    stop(1);
  });
  http.on('error', (error) => {
    process.stderr.write(
      `The SQL lab cannot listen on ${environment.LAB_HOST}:${environment.LAB_PORT}: ${error.message}\n`,
    );
    stop(1);
  });
  http.listen(environment.LAB_PORT, environment.LAB_HOST, () => {
    const { port } = http.address() as AddressInfo;
    print({
      ...{ ready: 'lab', port, host: environment.LAB_HOST },
      ...{ confinement: server.confinement, confinementNote: server.note },
    });
  });
}

async function openServer(
  url: string | undefined,
  folder: string,
  forbiddenSystem: string,
): Promise<LabServer> {
  if (url === undefined) return startEmbeddedLab({ folder });
  const server = givenServer(url);
  try {
    await testGivenServer(server, forbiddenSystem);
  } catch (error) {
    if (error instanceof UnfitServer) refuse(error.message, 1);
    refuse(`LAB_DATABASE_URL cannot be used: ${error instanceof Error ? error.message : String(error)}`, 1);
  }
  return server;
}

await serve();
