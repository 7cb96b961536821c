import type { ConsoleLine } from '../contract.ts';
import { consoleBytesMax, consoleLinesMax } from '../limits.ts';

export const consoleMessage = `The program printed more than ${consoleBytesMax} bytes or ${consoleLinesMax} lines`;

/** Counts what one isolate prints and keeps what fits. */
export class ConsoleMeter {
  #bytes = 0;
  #lines = 0;

  /** `linesJson` is written by the kernel: an array of lines. */
  take(linesJson: string): { kept: ConsoleLine[]; exceeded: boolean } {
    const lines: ConsoleLine[] = JSON.parse(linesJson);
    const kept: ConsoleLine[] = [];
    for (const line of lines) {
      this.#lines += 1;
      this.#bytes += Buffer.byteLength(line.text);
      if (this.#bytes > consoleBytesMax || this.#lines > consoleLinesMax) return { kept, exceeded: true };
      kept.push(line);
    }
    return { kept, exceeded: false };
  }
}
