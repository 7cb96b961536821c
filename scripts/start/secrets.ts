import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const schema = z.strictObject({
  authSecret: z.string().min(32),
  sandboxSecret: z.string().min(32),
  /** Absent in files of before the SQL lab. */
  labSecret: z.string().min(32).optional(),
  demoPasswords: z.record(z.string(), z.string().min(12)),
});
export type Secrets = z.infer<typeof schema> & { labSecret: string };

/**
 * Random per data folder and kept in a file that only its owner reads, so that sessions and demo sign-ins outlive a
 * restart. People who joined the demo's cast later get a password when they are first asked for.
 */
export function openSecrets(dataFolder: string, demoKeys: readonly string[]): Secrets {
  const file = path.join(dataFolder, 'secrets.json');
  const known = existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  const secrets: Secrets = {
    authSecret: known?.authSecret ?? randomBytes(32).toString('hex'),
    sandboxSecret: known?.sandboxSecret ?? randomBytes(32).toString('hex'),
    labSecret: known?.labSecret ?? randomBytes(32).toString('hex'),
    demoPasswords: {
      ...known?.demoPasswords,
      ...Object.fromEntries(
        demoKeys.filter((key) => !known?.demoPasswords[key]).map((key) => [key, typablePassword()]),
      ),
    },
  };
  const partial = `${file}.part`;
  writeFileSync(partial, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(partial, file);
  return secrets;
}

// Without letters and digits that look alike in print.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** About 79 bits, in groups that a person can copy from one screen to another: `k7rm-…`. */
function typablePassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
