import tty from 'node:tty';

const everyMs = 500;

/**
 * Calls `stop` when there is nobody left to stop us: a signal to end, the terminal closed (which not every way of
 * closing one announces with a signal), or npm, our parent, gone without a word.
 */
export function watchForStop(stop: (why: string) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  const terminal = [0, 1, 2].find((fd) => tty.isatty(fd));
  const parent = process.env.npm_lifecycle_event === undefined ? null : process.ppid;
  setInterval(() => {
    if (parent !== null && process.ppid !== parent) stop('npm is gone');
    else if (terminal !== undefined && !tty.isatty(terminal)) stop('the terminal is gone');
  }, everyMs).unref();
}
