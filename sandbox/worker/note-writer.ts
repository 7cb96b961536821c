import { writeSync } from 'node:fs';
import { notesBytesMax } from '../limits.ts';
import { encodeFrame, prefixBytes } from '../protocol/frame.ts';

/**
 * The worker's end of the file for notes (`pool/note-file.ts`). What finds no room there, because the job has noted too
 * much or the system has no memory left for it, is said aloud, and so is all that follows it in the same job: the order
 * must stay.
 */
export class NoteWriter {
  readonly #descriptor: number | null;
  readonly #sayAloud: (frames: Buffer) => void;
  #at: number | null = null;

  /** `descriptor`: null where there is no file. */
  constructor(descriptor: number | null, sayAloud: (frames: Buffer) => void) {
    this.#descriptor = descriptor;
    this.#sayAloud = sayAloud;
  }

  /** Notes are about one job. */
  begin(): void {
    this.#at = 0;
  }

  note(messages: readonly unknown[]): void {
    const frames = Buffer.concat(messages.map((message) => encodeFrame(message)));
    if (!this.#write(frames)) {
      this.#at = null;
      this.#sayAloud(frames);
    }
  }

  #write(frames: Buffer): boolean {
    const at = this.#at;
    if (this.#descriptor === null || at === null || at + frames.length > notesBytesMax) return false;
    try {
      // What is announced must be there: the first prefix is written when all that follows it has been. Until then the
      // hole before it reads as a prefix of zero.
      writeWhole(this.#descriptor, frames.subarray(prefixBytes), at + prefixBytes);
      writeWhole(this.#descriptor, frames.subarray(0, prefixBytes), at);
    } catch {
      return false;
    }
    this.#at = at + frames.length;
    return true;
  }
}

function writeWhole(descriptor: number, bytes: Buffer, position: number): void {
  let written = 0;
  while (written < bytes.length)
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
}
