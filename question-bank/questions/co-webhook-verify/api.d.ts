interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

interface CryptoTools {
  /** 64 lower-case hexadecimal digits. */
  hmacSha256Hex(secret: string, message: Uint8Array): string;
  /** Throws when the lengths differ. */
  constantTimeEqual(a: string, b: string): boolean;
  utf8Encode(text: string): Uint8Array;
  /** Never throws: bytes that are no UTF-8 become U+FFFD. */
  utf8Decode(bytes: Uint8Array): string;
}

interface ReplayStore {
  /** `reserved`: you are the one to handle it. `in-progress`: somebody else is at it. `done`: it was handled. */
  reserve(id: string, ttlMs: number): Promise<'reserved' | 'in-progress' | 'done'>;
  markDone(id: string, ttlMs: number): Promise<void>;
  release(id: string): Promise<void>;
}

interface WebhookEvent {
  id: string;
  [key: string]: unknown;
}

interface ReceiverOptions {
  /** The secrets that are active now; may change between two calls. */
  secrets(): string[];
  clock: Clock;
  crypto: CryptoTools;
  replay: ReplayStore;
  handle(event: WebhookEvent): Promise<void>;
}

interface WebhookRequest {
  signature: string | null;
  body: Uint8Array;
}

interface WebhookResponse {
  status: 200 | 400 | 401 | 409 | 500;
}
