import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chooseAccount } from '../../db/embedded/account.ts';
import { placeFor } from '../../db/embedded/place.ts';
import type { Lab } from './contract.ts';
import { LabService, type LabServiceOptions } from './lab-service.ts';
import { startEmbeddedLab } from './server/start-embedded-lab.ts';

export interface LocalLabOptions extends LabServiceOptions {
  /** Where the cluster is made; without it a temporary folder that goes with `shutdown`. */
  folder?: string;
  /** Without bubblewrap, whatever the machine offers. */
  unconfined?: boolean;
}

/** A lab in this process, with the PostgreSQL that comes along. Takes about a second; call `shutdown`. */
export async function createLocalLab(options: LocalLabOptions): Promise<Lab> {
  const temporary = options.folder === undefined;
  const folder = options.folder ?? mkdtempSync(path.join(os.tmpdir(), 'plumbline-lab-data-'));
  const server = await startEmbeddedLab({ folder, unconfined: options.unconfined ?? false });
  const remove = () => {
    if (!temporary) return;
    const { serverFolder } = placeFor(folder, chooseAccount());
    for (const each of new Set([serverFolder, folder])) rmSync(each, { recursive: true, force: true });
  };
  return LabService.start(
    {
      ...server,
      async stop() {
        await server.stop();
        remove();
      },
    },
    options,
  );
}
