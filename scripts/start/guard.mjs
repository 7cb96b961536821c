// Started beside the application where the kernel cannot be asked to end children with their parent. It reads process
// numbers from its standard input; when that closes, because the start command is gone however it ended, it ends them.
import { createInterface } from 'node:readline';

const patienceMs = 4_000;
/** @type {Map<number, string>} */
const groups = new Map();

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [sign, pid, signal] = line.split(' ');
  if (sign === '+') groups.set(Number(pid), signal ?? 'SIGTERM');
  else groups.delete(Number(pid));
});
lines.on('close', () => {
  for (const [pid, signal] of groups) send(pid, signal);
  const left = setInterval(() => {
    if (![...groups.keys()].some((pid) => send(pid, 0))) process.exit(0);
  }, 100);
  setTimeout(() => {
    clearInterval(left);
    for (const pid of groups.keys()) send(pid, 'SIGKILL');
    process.exit(0);
  }, patienceMs);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

function send(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
