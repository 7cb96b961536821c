import { spawn } from 'node:child_process';

const keptCharacters = 200_000;

/**
 * Runs a program whose output matters only when it fails. Resolves with what it said; rejects with the end of it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, shownLines?: number }} options
 * @returns {Promise<string>}
 */
export function runQuietly(command, args, { cwd, env = process.env, shownLines = 60 }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const keep = (chunk) => {
      said = (said + chunk.toString('utf8')).slice(-keptCharacters);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    // Ctrl-C reaches the whole foreground group by itself; a signal to this process alone must be passed on.
    const passOn = (signal) => child.kill(signal);
    process.on('SIGTERM', passOn);
    process.on('SIGHUP', passOn);
    const off = () => {
      process.off('SIGTERM', passOn);
      process.off('SIGHUP', passOn);
    };
    child.once('error', (error) => {
      off();
      reject(new Error(`${command} could not be started: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      off();
      if (code === 0) resolve(said);
      else {
        const tail = said.trimEnd().split('\n').slice(-shownLines).join('\n');
        reject(new Error(`ended with ${signal ?? `code ${code}`}\n${tail}`));
      }
    });
  });
}
