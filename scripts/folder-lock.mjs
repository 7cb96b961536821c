// Plain JavaScript that any Node.js from 20 on runs: it is needed before anything is installed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, unlinkSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/**
 * @typedef {{ release(): void }} FolderLock
 * @typedef {{ held: true, lock: FolderLock } | { held: false, holder: string }} LockAttempt
 */

/**
 * One holder per folder and purpose. The lock is a listening local socket, so the kernel gives it back when its holder
 * ends, however it ends: there is nothing stale to clear away. Whoever finds it taken is told by the holder who that is.
 *
 * @param {string} folder must exist
 * @param {string} purpose
 * @param {() => string} introduce one line about the holder, asked when somebody else comes
 * @returns {Promise<LockAttempt>}
 */
export async function tryLock(folder, purpose, introduce) {
  const address = addressOf(folder, purpose);
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.end(`${introduce()}\n`);
  });
  if (await listens(server, address)) {
    // The lock alone keeps no process alive.
    server.unref();
    return { held: true, lock: { release: () => server.close() } };
  }
  const holder = await askHolder(address);
  if (holder === null && !address.startsWith('\0')) {
    // A socket file that nobody listens on: its holder was killed. (In Linux's abstract namespace there is no file.)
    try {
      unlinkSync(address);
    } catch {}
    return tryLock(folder, purpose, introduce);
  }
  return { held: false, holder: holder ?? 'another process' };
}

/**
 * Waits until the lock is free.
 *
 * @param {string} folder
 * @param {string} purpose
 * @param {() => string} introduce
 * @param {(holder: string) => void} onWait called once when it is taken
 * @returns {Promise<FolderLock>}
 */
export async function waitForLock(folder, purpose, introduce, onWait) {
  let told = false;
  for (;;) {
    const attempt = await tryLock(folder, purpose, introduce);
    if (attempt.held) return attempt.lock;
    if (!told) onWait(attempt.holder);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function addressOf(folder, purpose) {
  const name = createHash('sha256')
    .update(`${purpose}\0${realpathSync(folder)}`)
    .digest('hex')
    .slice(0, 24);
  if (process.platform === 'linux') return `\0plumbline-${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\plumbline-${name}`;
  const own = path.join(os.tmpdir(), `plumbline-${process.getuid?.() ?? 0}`);
  if (!existsSync(own)) mkdirSync(own, { mode: 0o700 });
  return path.join(own, `${name}.sock`);
}

function listens(server, address) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(address, () => resolve(true));
  });
}

/** What the holder says of itself; null when nobody listens. */
function askHolder(address) {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    let said = '';
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('data', (chunk) => {
      said += chunk;
    });
    socket.on('error', (error) =>
      resolve('code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') ? null : ''),
    );
    socket.on('close', () => resolve(said.trim()));
  });
}
