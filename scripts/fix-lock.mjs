// npm run lock: after every `npm install` that changed the lock file.
//
// npm leaves optional packages out of the lock file when the registry in use does not have them (some mirrors lack the
// builds for other systems), and `npm ci` then refuses the whole file. This adds the missing entries, without the hash
// that only that registry could give, and takes out the addresses that packages came from, which are one machine's
// business. `--check` changes nothing and ends with 1 when something would change.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @param {{ packages: Record<string, Record<string, unknown>> }} lock changed in place
 * @returns {string[]} what was changed, a sentence each
 */
export function fixLock(lock) {
  const changes = [];
  for (const [place, entry] of Object.entries(lock.packages)) {
    if (typeof entry.resolved === 'string' && /^https?:/.test(entry.resolved)) {
      delete entry.resolved;
      changes.push(`${place}: address removed`);
    }
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (findFrom(lock.packages, place, name)) continue;
      if (!/^\d+\.\d+\.\d+[\w.+-]*$/.test(range)) {
        throw new Error(
          `${place || 'package.json'} wants ${name}@${range}, which is missing and names no exact version.`,
        );
      }
      lock.packages[`node_modules/${name}`] = { version: range, optional: true, ...platformOf(name) };
      changes.push(`node_modules/${name}: added ${range}`);
    }
  }
  if (changes.length > 0) {
    const { '': project, ...rest } = lock.packages;
    const sorted = Object.keys(rest).sort((a, b) => a.localeCompare(b, 'en'));
    lock.packages = { '': project, ...Object.fromEntries(sorted.map((place) => [place, rest[place]])) };
  }
  return changes;
}

/** As Node.js looks: beside the package, then in every node_modules above it. */
function findFrom(packages, place, name) {
  for (let at = place; ; ) {
    const found = packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`];
    if (found) return found;
    if (at === '') return undefined;
    const above = at.lastIndexOf('/node_modules/');
    at = above === -1 ? '' : at.slice(0, above);
  }
}

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/** `@next/swc-linux-x64-musl` says in its name where it runs; npm reads it from here to skip what does not fit. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : undefined;
  return {
    ...(os ? { os: [os] } : {}),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(libc && os === 'linux' ? { libc: [libc] } : {}),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const changes = fixLock(lock);
  for (const change of changes) process.stdout.write(`${change}\n`);
  if (process.argv.includes('--check')) {
    if (changes.length > 0) process.stdout.write('package-lock.json needs repair: run npm run lock.\n');
    process.exitCode = changes.length > 0 ? 1 : 0;
  } else if (changes.length > 0) {
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  }
}
