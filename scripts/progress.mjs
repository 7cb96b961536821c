// Plain JavaScript that any Node.js from 20 on runs: it is needed before anything is installed.

const everyMs = 1_000;
const plainEveryMs = 10_000;

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;

/**
 * Says on standard error what is being done and for how long: a line that counts in a terminal, a line now and then in a
 * log. Standard output stays for results.
 *
 * @template T
 * @param {{ doing: string, done: string, quiet?: boolean }} step quiet: says nothing unless it takes over a second
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress({ doing, done, quiet = false }, work) {
  const out = process.stderr;
  const began = performance.now();
  const elapsed = () => seconds(performance.now() - began);
  let shown = false;
  const show = () => {
    if (out.isTTY) out.write(`\r\x1b[2K  ${doing} … ${elapsed()}`);
    else out.write(shown ? `  ${doing} … ${elapsed()}\n` : `  ${doing} …\n`);
    shown = true;
  };
  if (!quiet) show();
  const timer = setInterval(show, out.isTTY || (quiet && !shown) ? everyMs : plainEveryMs);
  try {
    const result = await work();
    if (out.isTTY && shown) out.write('\r\x1b[2K');
    if (shown || !quiet) out.write(`  ${done} (${elapsed()})\n`);
    return result;
  } catch (error) {
    if (out.isTTY && shown) out.write('\n');
    throw error;
  } finally {
    clearInterval(timer);
  }
}
