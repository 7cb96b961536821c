import net from 'node:net';
import { connectLimitMs, messageBytesMax } from '../limits.ts';
import {
  clientMessage,
  dataRow,
  type FieldDescription,
  MessageReader,
  MessageTooLong,
  reportFields,
  rowDescription,
  type ServerMessage,
} from './message.ts';
import { ScramClient } from './scram.ts';

/** How the server is reached: a socket's path, or an address. */
export interface ServerAddress {
  path: string | null;
  host: string;
  port: number;
}

export interface WireTarget {
  address: ServerAddress;
  user: string;
  password: string;
  database: string;
  applicationName: string;
}

export type TransactionStatus = 'idle' | 'in-transaction' | 'failed';

export interface WireLimits {
  /** Of rows that come back; the server is not asked for more. */
  rowsMax: number;
  bytesMax: number;
}

export interface WireResult {
  fields: FieldDescription[] | null;
  rows: (string | null)[][];
  /** More rows were there, or more bytes, than the limit. */
  truncated: boolean;
  command: string | null;
  error: Map<string, string> | null;
}

/** The connection is gone; nothing of what was open in it is left. */
export class ConnectionLost extends Error {}

interface Running {
  limits: WireLimits;
  result: WireResult;
  bytes: number;
  told: boolean;
  resolve(result: WireResult): void;
  reject(error: Error): void;
}

/**
 * One connection to PostgreSQL for statements that nobody trusts. Its own client and not the driver's pool: it never
 * connects again by itself, asks for no more rows than it may keep, knows the state of the transaction from the
 * server's own words, and refuses COPY without losing the session.
 */
export class WireConnection {
  readonly #socket: net.Socket;
  readonly #reader = new MessageReader(messageBytesMax);
  readonly #target: WireTarget;
  #running: Running | null = null;
  #status: TransactionStatus = 'idle';
  #pid = 0;
  #lost: ConnectionLost | null = null;
  #gone: Promise<void> | null = null;
  #scram: ScramClient | null = null;
  #opened: { resolve(): void; reject(error: Error): void } | null = null;
  onNotice: (fields: Map<string, string>) => void = () => {};
  onLost: (error: ConnectionLost) => void = () => {};
  /** The running statement has sent more bytes than its limit. */
  onTooMuch: () => void = () => {};

  private constructor(target: WireTarget) {
    this.#target = target;
    const { path, host, port } = target.address;
    this.#socket = path === null ? net.connect({ host, port, noDelay: true }) : net.connect({ path });
  }

  /** Rejects with `ConnectionLost`, whose message is the server's own when it said why. */
  static async open(target: WireTarget): Promise<WireConnection> {
    const connection = new WireConnection(target);
    await connection.#begin();
    return connection;
  }

  get status(): TransactionStatus {
    return this.#status;
  }

  /** The server process, as the server numbers it. */
  get pid(): number {
    return this.#pid;
  }

  get isLost(): boolean {
    return this.#lost !== null;
  }

  /** Runs one statement. SQL errors are part of the result; rejects only when the connection is lost. */
  run(sql: string, limits: WireLimits): Promise<WireResult> {
    if (this.#lost) return Promise.reject(this.#lost);
    if (this.#running) return Promise.reject(new Error('a connection runs one statement at a time'));
    return new Promise((resolve, reject) => {
      const result: WireResult = { fields: null, rows: [], truncated: false, command: null, error: null };
      this.#running = { limits, result, bytes: 0, told: false, resolve, reject };
      // The extended protocol refuses several statements in one text, and stops after so many rows.
      const text = sql.replaceAll('\0', '');
      this.#socket.write(
        Buffer.concat([
          clientMessage('P', '', text, { int16: 0 }),
          clientMessage('B', '', '', { int16: 0 }, { int16: 0 }, { int16: 0 }),
          clientMessage('D', Buffer.from('P'), ''),
          clientMessage('E', '', { int32: limits.rowsMax }),
          clientMessage('S'),
        ]),
      );
    });
  }

  /** Ends the connection; what runs rejects. */
  close(why = 'closed'): void {
    if (!this.#lost) this.#socket.write(clientMessage('X'));
    this.#lose(new ConnectionLost(why));
  }

  /**
   * As `close`, and settles when the server has let go of it: its place among the role's connections is free then, and its
   * database can be dropped or copied without waiting for it.
   */
  end(): Promise<void> {
    if (this.#gone) return this.#gone;
    this.#gone = new Promise((resolve) => {
      if (this.#socket.closed) {
        resolve();
        return;
      }
      this.#socket.once('close', () => resolve());
      if (this.#lost) return;
      if (this.#running) {
        // The server hears no goodbye while it runs something.
        this.close();
        return;
      }
      this.#lose(new ConnectionLost('closed'), false);
      this.#socket.setTimeout(connectLimitMs, () => this.#socket.destroy());
      this.#socket.end(clientMessage('X'));
      this.#socket.resume();
    });
    return this.#gone;
  }

  #begin(): Promise<void> {
    const { user, database, applicationName } = this.#target;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#lose(new ConnectionLost('no connection in time')), connectLimitMs);
      this.#opened = {
        resolve: () => {
          clearTimeout(timer);
          this.#opened = null;
          resolve();
        },
        reject: (error) => {
          clearTimeout(timer);
          this.#opened = null;
          reject(error);
        },
      };
      this.#socket.on('data', (chunk: Buffer) => this.#receive(chunk));
      this.#socket.on('error', (error) => this.#lose(new ConnectionLost(error.message)));
      this.#socket.on('close', () => this.#lose(new ConnectionLost('the server ended the connection')));
      const settings = ['user', user, 'database', database, 'application_name', applicationName];
      const utf8 = ['client_encoding', 'UTF8', 'DateStyle', 'ISO', 'TimeZone', 'UTC'];
      this.#socket.write(clientMessage('', { int32: 196_608 }, ...settings, ...utf8, Buffer.from([0])));
    });
  }

  #receive(chunk: Buffer): void {
    try {
      if (this.#running) this.#running.bytes += chunk.length;
      for (const message of this.#reader.push(chunk)) this.#handle(message);
    } catch (error) {
      const why =
        error instanceof MessageTooLong
          ? 'one row was too long'
          : error instanceof Error
            ? error.message
            : 'unreadable';
      this.#lose(new ConnectionLost(why));
    }
  }

  #handle({ type, body }: ServerMessage): void {
    const running = this.#running;
    switch (type) {
      case 'R':
        this.#signIn(body);
        return;
      case 'K':
        this.#pid = body.readInt32BE(0);
        return;
      case 'Z':
        this.#ready(String.fromCharCode(body[0] ?? 0));
        return;
      case 'T':
        if (running) running.result.fields = rowDescription(body);
        return;
      case 'D':
        if (running) this.#row(running, body);
        return;
      case 'C':
        if (running) running.result.command = body.toString('utf8', 0, body.length - 1);
        return;
      case 's':
        if (running) running.result.truncated = true;
        return;
      case 'E':
        this.#error(reportFields(body));
        return;
      case 'N':
        this.onNotice(reportFields(body));
        return;
      case 'G':
        // COPY … FROM STDIN: there is nobody to copy from.
        this.#socket.write(
          Buffer.concat([
            clientMessage('f', 'COPY from the client is not available here'),
            clientMessage('S'),
          ]),
        );
        return;
      default:
        return;
    }
  }

  #row(running: Running, body: Buffer): void {
    const { result, limits } = running;
    // What goes beyond is read and thrown away: the server has already sent it.
    if (result.truncated || result.rows.length >= limits.rowsMax || running.bytes > limits.bytesMax) {
      result.truncated = true;
      if (running.bytes > limits.bytesMax && !running.told) {
        running.told = true;
        this.onTooMuch();
      }
      return;
    }
    result.rows.push(dataRow(body));
  }

  #error(fields: Map<string, string>): void {
    if (this.#opened) {
      this.#lose(new ConnectionLost(fields.get('M') ?? 'refused'));
    } else if (fields.get('V') === 'FATAL' || fields.get('V') === 'PANIC') {
      this.#lose(new ConnectionLost(fields.get('M') ?? 'ended'));
    } else if (this.#running && this.#running.result.error === null) {
      this.#running.result.error = fields;
    }
  }

  #ready(letter: string): void {
    this.#status = letter === 'I' ? 'idle' : letter === 'T' ? 'in-transaction' : 'failed';
    if (this.#opened) {
      this.#opened.resolve();
      return;
    }
    const running = this.#running;
    this.#running = null;
    running?.resolve(running.result);
  }

  #signIn(body: Buffer): void {
    const kind = body.readInt32BE(0);
    const text = body.toString('utf8', 4);
    if (kind === 0) return;
    if (kind === 3) {
      this.#socket.write(clientMessage('p', this.#target.password));
    } else if (kind === 10) {
      this.#scram = new ScramClient(this.#target.password);
      const first = Buffer.from(this.#scram.first(), 'utf8');
      this.#socket.write(clientMessage('p', 'SCRAM-SHA-256', { int32: first.length }, first));
    } else if (kind === 11 && this.#scram) {
      this.#socket.write(clientMessage('p', Buffer.from(this.#scram.answer(text), 'utf8')));
    } else if (kind === 12 && this.#scram) {
      if (!this.#scram.isServer(text)) throw new Error('the server does not know the password');
    } else {
      throw new Error(`the server asks for sign-in ${kind}, which is not spoken here`);
    }
  }

  #lose(error: ConnectionLost, atOnce = true): void {
    if (this.#lost) return;
    this.#lost = error;
    if (atOnce) this.#socket.destroy();
    this.#opened?.reject(error);
    const running = this.#running;
    this.#running = null;
    running?.reject(error);
    this.onLost(error);
  }
}
