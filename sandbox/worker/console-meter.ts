import type { ConsoleLine } from '../contract.ts';
import { consoleBytesMax, consoleLinesMax } from '../limits.ts';

export const consoleMessage = `The program printed more than ${consoleBytesMax} bytes or ${consoleLinesMax} lines`;

/** Counts what one isolate prints. */
export class ConsoleMeter {
  #bytes = 0;
  #lines = 0;

  /** The line, or null when it is too much. `lineJson` is written by the kernel. */
  take(lineJson: string): ConsoleLine | null {
    const line: ConsoleLine = JSON.parse(lineJson);
    this.#lines += 1;
    this.#bytes += Buffer.byteLength(line.text);
    return this.#bytes > consoleBytesMax || this.#lines > consoleLinesMax ? null : line;
  }
}
