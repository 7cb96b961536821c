// Mends a defect of the pinned PostgreSQL driver in place, after every installation (npm's "postinstall"). Plain
// JavaScript without packages. Running it again changes nothing; a driver that looks different stops the installation,
// because then it has to be looked at whether the defect is still there.
//
// The defect (porsager/postgres issues 1066, 1154 and 1208, open in 3.4.9): a connection whose server died in the
// middle of a transaction sends the transaction's `rollback` from a timer, to a socket that is no longer there. That
// throws outside of every promise, which ends the process (the worker of the queue, for one), and leaves the bytes in
// the buffer, where the next connection of that slot sends them before its greeting and is refused. Mended: whoever
// waits on that connection gets CONNECTION_CLOSED, and the buffer is empty.
//
// A second face of it: the `rollback` of the lost transaction is put in line between the socket's error and its close,
// or while the slot greets the new server. From then on every answer goes to the query before it, and one of them waits
// for ever: about one killing in ten, with eight people typing. Mended: a closed connection has nobody in line, and a
// transaction whose connection was lost says CONNECTION_CLOSED to everything that it is still asked.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folders = ['node_modules/postgres/src', 'node_modules/postgres/cjs/src'];

const connectionChanges = [
  {
    from: `  function nextWrite(fn) {
    const x = socket.write(chunk, fn)
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    return x
  }
`,
    to: `  function nextWrite(fn) {
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    const bytes = chunk
    chunk = nextWriteTimer = null
    if (socket === null) {
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
      return false
    }
    return socket.write(bytes, fn)
  }
`,
  },
  {
    from: `    clearImmediate(nextWriteTimer)
    socket.removeListener('data', data)
    socket.removeListener('connect', connected)
    idleTimer.cancel()
`,
    to: `    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    socket.removeListener('data', data)
    socket.removeListener('connect', connected)
    idleTimer.cancel()
`,
  },
  {
    from: `    socket = null

    if (initial)
      return reconnect()
`,
    to: `    socket = null

    while (sent.length)
      queryError(sent.shift(), Errors.connection('CONNECTION_CLOSED', options, socket))

    if (initial)
      return reconnect()
`,
  },
];

const transactionChanges = [
  {
    from: `      , connection
      , prepare = null

    try {
      await sql.unsafe('begin '`,
    to: `      , connection
      , prepare = null
      , lost = null

    try {
      await sql.unsafe('begin '`,
  },
  {
    from: `        new Promise((_, reject) => connection.onclose = reject)
      ])
    } catch (error) {`,
    to: `        new Promise((_, reject) => connection.onclose = error => reject(lost = error))
      ])
    } catch (error) {`,
  },
  {
    from: `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full`,
    to: `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
          return q.reject(lost)
        c.queue === full`,
  },
];

const changesOf = { 'connection.js': connectionChanges, 'index.js': transactionChanges };
const files = folders.flatMap((folder) =>
  Object.entries(changesOf).map(([name, changes]) => ({ file: `${folder}/${name}`, changes })),
);

for (const { file, changes } of files) {
  const where = path.join(root, file);
  const before = readFileSync(where, 'utf8');
  let after = before;
  for (const { from, to } of changes) {
    if (after.includes(to)) continue;
    if (!after.includes(from)) {
      process.stderr.write(`${file} is not the driver that scripts/mend-postgres.mjs knows: compare both.\n`);
      process.exit(1);
    }
    after = after.replace(from, () => to);
  }
  if (after === before) continue;
  // Written beside and renamed: a process that loads the driver just now sees one or the other, whole.
  writeFileSync(`${where}.new`, after);
  renameSync(`${where}.new`, where);
}
