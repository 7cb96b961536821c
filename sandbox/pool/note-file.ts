import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, ftruncateSync, openSync, readSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notesBytesMax } from '../limits.ts';
import { FrameTooLong, prefixBytes } from '../protocol/frame.ts';

/**
 * A file without a name that one worker writes and its supervisor reads: what must outlive the worker but need not be
 * heard at once. A pipe would wake the supervisor for each line, which on a busy machine takes the processor from a
 * program; the file is read when the worker has said something, when it is looked at, and when it is gone.
 *
 * It holds frames from its beginning; its end, or a prefix of zero, ends them. A worker writes a frame's prefix after its
 * body, so that what is announced is there.
 */
export class NoteFile {
  readonly descriptor: number;
  #position = 0;
  #buffer: Buffer = Buffer.allocUnsafe(4 * 1024);

  private constructor(descriptor: number) {
    this.descriptor = descriptor;
  }

  /** Null where no folder for temporary files can be written. */
  static open(): NoteFile | null {
    // Shared memory first: a disk would write what nobody needs.
    for (const folder of ['/dev/shm', tmpdir()]) {
      if (!existsSync(folder)) continue;
      const path = join(folder, `plumbline-notes-${randomUUID()}`);
      try {
        const descriptor = openSync(path, 'wx+', 0o600);
        unlinkSync(path);
        return new NoteFile(descriptor);
      } catch {
        // The next folder.
      }
    }
    return null;
  }

  /** Frames that were written since the last look. Throws `FrameTooLong` where more is announced than can be there. */
  take(): string[] {
    const frames: string[] = [];
    for (;;) {
      const length = readSync(this.descriptor, this.#buffer, 0, this.#buffer.length, this.#position);
      let at = 0;
      let needed = 0;
      while (at + prefixBytes <= length) {
        const bodyLength = this.#buffer.readUInt32BE(at);
        if (bodyLength === 0) return frames;
        needed = prefixBytes + bodyLength;
        if (this.#position + needed > notesBytesMax)
          throw new FrameTooLong(`a note of ${bodyLength} bytes was announced`);
        if (at + needed > length) break;
        frames.push(this.#buffer.toString('utf8', at + prefixBytes, at + needed));
        at += needed;
        this.#position += needed;
        needed = 0;
      }
      if (length < this.#buffer.length) {
        if (needed > 0) throw new FrameTooLong('a note was announced and is not there');
        return frames;
      }
      if (at === 0) this.#buffer = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    }
  }

  /** Forgets everything, read or not. Only while the worker has no job. */
  clear(): void {
    this.#position = 0;
    // Gives memory back and never asks for some, so it cannot fail where none is left.
    ftruncateSync(this.descriptor, 0);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}
