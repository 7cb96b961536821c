import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const major = 24;

/**
 * The Node.js that runs the application: the one that npm installed with the packages, or, where there is none for this
 * machine, the one that runs us.
 *
 * @param {string} root
 * @returns {string} path of the program
 */
export function findRuntime(root) {
  const own = path.join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  const program = existsSync(own) ? own : process.execPath;
  const asked = spawnSync(program, ['--version'], { encoding: 'utf8' });
  const version = asked.stdout?.trim() ?? '';
  if (asked.status !== 0) {
    throw new Error(
      `The Node.js that npm installed does not run on this machine (${asked.error?.message ?? asked.stderr?.trim()}). ` +
        `Linux with musl, such as Alpine, needs Node.js ${major} of its own: install it and remove ${own}.`,
    );
  }
  if (Number(/^v(\d+)\./.exec(version)?.[1] ?? 0) < major) {
    throw new Error(
      `There is no packaged Node.js for ${process.platform} on ${process.arch}, and the one installed here is ${version}: ` +
        `install Node.js ${major} or newer.`,
    );
  }
  return program;
}

/**
 * The sandbox's engine is native code: it is loaded once after every installation, so that a mismatch shows now and not
 * at a candidate's first run.
 *
 * @param {string} root
 * @param {string} runtime
 */
export function checkNativePackages(root, runtime) {
  const program =
    "const ivm = require('isolated-vm'); const isolate = new ivm.Isolate({ memoryLimit: 16 });" +
    "if (isolate.createContextSync().evalSync('6 * 7') !== 42) process.exit(1); isolate.dispose();";
  const trial = spawnSync(runtime, ['--no-node-snapshot', '-e', program], { cwd: root, encoding: 'utf8' });
  if (trial.status !== 0) {
    const why =
      trial.stderr
        ?.trim()
        .split('\n')
        .find((line) => /Error/.test(line)) ?? 'no reason given';
    throw new Error(`The package isolated-vm does not load with ${runtime}: ${why}`);
  }
}

/**
 * Once more by hand, because npm can be told to run no install scripts (`ignore-scripts`).
 *
 * @param {string} root
 * @param {string} runtime
 */
export function mendPackages(root, runtime) {
  const mending = spawnSync(runtime, [path.join(root, 'scripts', 'mend-postgres.mjs')], { encoding: 'utf8' });
  if (mending.status !== 0)
    throw new Error(mending.stderr.trim() || 'scripts/mend-postgres.mjs did not run.');
}
