import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withProgress } from '../progress.mjs';
import { runQuietly } from './run-quietly.mjs';

/** What the build reads. Questions are read at run time: the build takes the bank's code, not its texts. */
const folders = [
  'app',
  'components',
  'domain',
  'server',
  'db',
  'simulation',
  'question-bank',
  'sandbox',
  'public',
];
const files = [
  'package-lock.json',
  'next.config.ts',
  'tsconfig.json',
  'postcss.config.mjs',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'proxy.ts',
];
const skippedFolders = new Set([
  'node_modules',
  'questions',
  'practice',
  'hostile',
  'migrations',
  'embedded',
]);
const skippedFile = /\.(test|sim\.test|db\.test)\.tsx?$/;
const codeFile = /\.(tsx?|mjs|css|json|ya?ml|md)$/;

/** @param {string} root */
export function sourceHash(root) {
  const hash = createHash('sha256');
  const add = (relative) => hash.update(`\0${relative}\0`).update(readFileSync(path.join(root, relative)));
  const walk = (relative) => {
    const entries = readdirSync(path.join(root, relative), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const below = `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!skippedFolders.has(entry.name)) walk(below);
      } else if (
        relative.startsWith('public') ||
        (codeFile.test(entry.name) && !skippedFile.test(entry.name))
      ) {
        add(below);
      }
    }
  };
  for (const folder of folders) if (existsSync(path.join(root, folder))) walk(folder);
  for (const file of files) if (existsSync(path.join(root, file))) add(file);
  return hash.digest('hex');
}

/**
 * Builds the web application unless this very source is built already.
 *
 * @param {string} root
 * @param {string} runtime
 * @returns {Promise<boolean>} whether it built
 */
export async function buildWhenChanged(root, runtime) {
  const mark = path.join(root, '.next', '.source-hash');
  const wanted = sourceHash(root);
  const found = existsSync(mark) ? readFileSync(mark, 'utf8') : '';
  if (found === wanted && existsSync(path.join(root, '.next', 'BUILD_ID'))) return false;
  // Taken away first: a build that is cut short must not pass for the old one or the new one.
  rmSync(mark, { force: true });
  await withProgress({ doing: 'Building the web application', done: 'Web application built' }, () =>
    runQuietly(runtime, [path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    }).catch((error) => {
      throw new Error(
        `next build ${error.message}\n\nThe web application could not be built; what it said is above.`,
      );
    }),
  );
  writeFileSync(mark, wanted);
  return true;
}
