/**
 * Length-prefixed frames: four bytes, big endian, then that many bytes of UTF-8 JSON. A prefix lets the reader refuse
 * an oversized message before it has been collected, which line- or event-based channels do not.
 */
export const prefixBytes = 4;

export class FrameTooLong extends Error {}

export function encodeFrame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  const frame = Buffer.allocUnsafe(prefixBytes + body.length);
  frame.writeUInt32BE(body.length, 0);
  body.copy(frame, prefixBytes);
  return frame;
}

/** Collects bytes and gives back whole frames. Throws `FrameTooLong` as soon as a prefix announces too much. */
export class FrameReader {
  readonly #bytesMax: number;
  #chunks: Buffer[] = [];
  #length = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  push(chunk: Buffer): string[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const frames: string[] = [];
    for (;;) {
      if (this.#length < prefixBytes) return frames;
      const head = this.#contiguous(prefixBytes);
      const bodyLength = head.readUInt32BE(0);
      if (bodyLength > this.#bytesMax) throw new FrameTooLong(`a frame of ${bodyLength} bytes was announced`);
      if (this.#length < prefixBytes + bodyLength) return frames;
      const frame = this.#contiguous(prefixBytes + bodyLength);
      frames.push(frame.toString('utf8', prefixBytes, prefixBytes + bodyLength));
      this.#drop(prefixBytes + bodyLength);
    }
  }

  /** The first chunk, joined with others only where it is shorter than `length`. */
  #contiguous(length: number): Buffer {
    const first = this.#chunks[0];
    if (first !== undefined && first.length >= length) return first;
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }

  #drop(length: number): void {
    const first = this.#chunks[0];
    if (first === undefined) return;
    if (first.length === length) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(length);
    this.#length -= length;
  }
}
