import { asFailure } from './http.ts';
import { log } from './log.ts';

export interface FailedLine {
  type: 'failed';
  message: string;
  requestId: string;
  retryAfterMs: number | null;
}

/**
 * An answer that comes in lines of JSON as they are known. `work` gets a way to say a line and a signal that aborts when
 * nobody listens any more; what it throws becomes a last line of type `failed`, with no more in it than any other
 * failure tells.
 */
export function streamLines<Line extends object>(
  request: Request,
  requestId: string,
  work: (say: (line: Line) => void, signal: AbortSignal) => Promise<void>,
): Response {
  const gone = new AbortController();
  const leave = () => gone.abort();
  request.signal.addEventListener('abort', leave, { once: true });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const say = (line: Line | FailedLine) => {
        if (!gone.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      try {
        await work(say, gone.signal);
      } catch (error) {
        const failure = asFailure(error);
        const level = failure.status >= 500 && failure.code !== 'overloaded' ? 'error' : 'info';
        log()[level]({ requestId, err: error, code: failure.code }, failure.message);
        say({ type: 'failed', message: failure.safe, requestId, retryAfterMs: failure.retryAfterMs });
      } finally {
        request.signal.removeEventListener('abort', leave);
        if (!gone.signal.aborted) controller.close();
      }
    },
    cancel: leave,
  });
  return new Response(body, {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      // Without no-transform the web server compresses the stream; without the last one a proxy holds it back.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
