const toleranceMs = 300_000;
/** A request dated 300 s into the future is accepted until 300 s after that date: 600 s in all. */
const replayTtlMs = 2 * toleranceMs + 60_000;

export class WebhookReceiver {
  readonly #options: ReceiverOptions;

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  async receive(request: WebhookRequest): Promise<WebhookResponse> {
    const header = parseHeader(request.signature);
    if (!header || !this.#isRecent(header.time) || !this.#isSigned(header, request.body))
      return { status: 401 };
    const event = parseEvent(this.#options.crypto.utf8Decode(request.body));
    if (!event) return { status: 400 };
    return this.#handleOnce(event);
  }

  async #handleOnce(event: WebhookEvent): Promise<WebhookResponse> {
    const { replay, handle } = this.#options;
    const state = await replay.reserve(event.id, replayTtlMs);
    if (state === 'done') return { status: 200 };
    if (state === 'in-progress') return { status: 409 };
    try {
      await handle(event);
    } catch {
      await replay.release(event.id);
      return { status: 500 };
    }
    await replay.markDone(event.id, replayTtlMs);
    return { status: 200 };
  }

  #isRecent(time: string): boolean {
    return Math.abs(this.#options.clock.now() - Number(time) * 1000) <= toleranceMs;
  }

  #isSigned(header: { time: string; macs: string[] }, body: Uint8Array): boolean {
    const { crypto, secrets } = this.#options;
    const prefix = crypto.utf8Encode(`${header.time}.`);
    const message = new Uint8Array(prefix.length + body.length);
    message.set(prefix, 0);
    message.set(body, prefix.length);
    let signed = false;
    for (const secret of secrets()) {
      const expected = crypto.hmacSha256Hex(secret, message);
      for (const mac of header.macs) {
        if (mac.length === expected.length && crypto.constantTimeEqual(mac, expected)) signed = true;
      }
    }
    return signed;
  }
}

function parseHeader(signature: string | null): { time: string; macs: string[] } | null {
  if (signature === null) return null;
  const times: string[] = [];
  const macs: string[] = [];
  for (const entry of signature.split(',')) {
    const equals = entry.indexOf('=');
    if (equals < 1) return null;
    const key = entry.slice(0, equals);
    const value = entry.slice(equals + 1);
    if (key === 't') times.push(value);
    if (key === 'v1') macs.push(value);
  }
  const [time] = times;
  if (times.length !== 1 || time === undefined || !/^[0-9]{1,12}$/.test(time) || macs.length === 0)
    return null;
  return { time, macs };
}

function parseEvent(text: string): WebhookEvent | null {
  try {
    const event = JSON.parse(text);
    const isObject = typeof event === 'object' && event !== null && !Array.isArray(event);
    return isObject && typeof event.id === 'string' && event.id !== '' ? event : null;
  } catch {
    return null;
  }
}
