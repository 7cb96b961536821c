/** Messages of PostgreSQL's protocol 3.0, as far as a session needs them. */
export interface ServerMessage {
  type: string;
  body: Buffer;
}

/** Cuts a stream of bytes into messages. A message longer than `bytesMax` is refused before it is kept. */
export class MessageReader {
  readonly #bytesMax: number;
  #chunks: Buffer[] = [];
  #length = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Throws `MessageTooLong`. */
  push(chunk: Buffer): ServerMessage[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const messages: ServerMessage[] = [];
    while (this.#length >= 5) {
      const head = this.#peek(5);
      const length = head.readInt32BE(1) + 1;
      if (length > this.#bytesMax) throw new MessageTooLong();
      if (this.#length < length) break;
      const whole = this.#peek(length);
      messages.push({ type: String.fromCharCode(whole[0] ?? 0), body: whole.subarray(5, length) });
      const rest = whole.subarray(length);
      this.#chunks = rest.length > 0 ? [rest] : [];
      this.#length = rest.length;
    }
    return messages;
  }

  /** At least so many bytes in one piece. */
  #peek(bytes: number): Buffer {
    const [first] = this.#chunks;
    if (first !== undefined && first.length >= bytes && this.#chunks.length === 1) return first;
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}

export class MessageTooLong extends Error {}

/** A message to the server: its letter, its length, its fields. The first message of a connection has no letter. */
export function clientMessage(
  type: string,
  ...fields: (string | Buffer | { int16: number } | { int32: number })[]
): Buffer {
  const body = Buffer.concat(
    fields.map((field) => {
      if (typeof field === 'string') return Buffer.from(`${field}\0`, 'utf8');
      if (Buffer.isBuffer(field)) return field;
      const bytes = Buffer.alloc('int16' in field ? 2 : 4);
      if ('int16' in field) bytes.writeInt16BE(field.int16);
      else bytes.writeInt32BE(field.int32);
      return bytes;
    }),
  );
  const head = Buffer.alloc(type.length + 4);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, type.length);
  return Buffer.concat([head, body]);
}

/** The fields of an error or a notice by their letters. */
export function reportFields(body: Buffer): Map<string, string> {
  const fields = new Map<string, string>();
  let at = 0;
  while (at < body.length && body[at] !== 0) {
    const letter = String.fromCharCode(body[at] ?? 0);
    const end = body.indexOf(0, at + 1);
    if (end < 0) break;
    fields.set(letter, body.toString('utf8', at + 1, end));
    at = end + 1;
  }
  return fields;
}

export interface FieldDescription {
  name: string;
  typeOid: number;
  typeModifier: number;
}

export function rowDescription(body: Buffer): FieldDescription[] {
  const fields: FieldDescription[] = [];
  let at = 2;
  for (let left = body.readInt16BE(0); left > 0; left -= 1) {
    const end = body.indexOf(0, at);
    const name = body.toString('utf8', at, end);
    fields.push({ name, typeOid: body.readUInt32BE(end + 7), typeModifier: body.readInt32BE(end + 13) });
    at = end + 19;
  }
  return fields;
}

export function dataRow(body: Buffer): (string | null)[] {
  const row: (string | null)[] = [];
  let at = 2;
  for (let left = body.readInt16BE(0); left > 0; left -= 1) {
    const length = body.readInt32BE(at);
    at += 4;
    if (length < 0) row.push(null);
    else {
      row.push(body.toString('utf8', at, at + length));
      at += length;
    }
  }
  return row;
}
