/** `npm run bank`: see bank-command.ts. */
import path from 'node:path';
import { bankCommand } from './bank-command.ts';
import { openLab } from './open-lab.ts';
import { openSandbox } from './open-sandbox.ts';

process.exitCode = await bankCommand(process.argv.slice(2), {
  directory: path.resolve(import.meta.dirname, '..'),
  openSandbox,
  openLab,
  out: (text) => console.log(text),
  err: (text) => console.error(text),
});
