/**
 * Loads the demo data into the database of this environment, once. Started by scripts/start.mjs in demo mode, after the
 * sandbox service; the passwords come as JSON in DEMO_PASSWORDS and are kept by the start command.
 */
import { z } from 'zod';
import { database } from '../database.ts';
import { lab } from '../lab.ts';
import { sandbox } from '../sandbox.ts';
import { loadDemo } from './load-demo.ts';

const passwords = z
  .record(z.string(), z.string().min(12))
  .parse(JSON.parse(process.env.DEMO_PASSWORDS ?? '{}'));
const loaded = await loadDemo({ passwords, sandbox: sandbox(), lab: lab() });
process.stdout.write(`${JSON.stringify({ demo: loaded ? 'loaded' : 'present' })}\n`);
await lab().shutdown();
await sandbox().close();
await database().close();
