import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { freePort } from '../../db/embedded/connection-file.ts';
import { tryLock } from '../folder-lock.mjs';
import { localAddress } from './parts.ts';
import { StartRefused } from './refusal.ts';
import { readSettings, type StartSettings } from './settings.ts';

/** Everything that can be wrong before anything is started. Holds the data folder's lock until the process ends. */
export async function begin(
  root: string,
  args: string[],
): Promise<{ settings: StartSettings; port: number }> {
  const unknown = args.find((arg) => arg !== '--dev');
  if (unknown !== undefined) {
    throw new StartRefused(`npm start does not know ${unknown}; settings are variables, see README.md.`);
  }
  const settings = readSettings(process.env, { dev: args.includes('--dev'), root });
  openDataFolder(settings.dataFolder);
  const port = settings.port === 0 ? await freePort() : settings.port;
  const address = localAddress(settings.host, port);
  const lock = await tryLock(settings.dataFolder, 'start', () => `process ${process.pid}, at ${address}`);
  if (!lock.held) {
    throw new StartRefused(
      `Plumbline already runs with this data folder (${lock.holder}). Stop it with Ctrl-C in its terminal, or set DATA_FOLDER and PORT for a second one.`,
    );
  }
  const reason = await whyNotListen(settings.host, port);
  if (reason !== null) throw new StartRefused(reason);
  if (!settings.dev && !existsSync(path.join(root, '.next', 'BUILD_ID'))) {
    throw new StartRefused('The web application is not built: start with npm start, which builds it.');
  }
  return { settings, port };
}

function openDataFolder(folder: string): void {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const file of ['secrets.json', 'postgres.json']) {
      const place = path.join(folder, file);
      if (existsSync(place)) accessSync(place, constants.R_OK | constants.W_OK);
    }
  } catch {
    throw new StartRefused(
      `The data folder ${folder} cannot be used by this account: start as the account that owns it, or set DATA_FOLDER to another folder.`,
    );
  }
}

/** One sentence, or null when the port can be had. */
export function whyNotListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => {
      const code = 'code' in error ? error.code : undefined;
      if (code === 'EADDRINUSE') {
        resolve(
          `Port ${port} on ${host} is used by another program. Stop that one, or choose another port: PORT=${port < 65_535 ? port + 1 : 3000} npm start`,
        );
      } else if (code === 'EACCES') {
        resolve(`Port ${port} is reserved for root: choose one above 1023, for example PORT=3000.`);
      } else {
        resolve(`HOST ${host} is no address of this machine (${code ?? error.message}).`);
      }
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
