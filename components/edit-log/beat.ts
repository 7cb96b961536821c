import { browserEnvironment, type Environment } from './environment.ts';

/**
 * A page's beats: a small POST every few seconds that says this browser is here and what it shows. `body` is asked
 * each time (null leaves this beat out), `onAnswer` gets whatever JSON the server answered, `onMissed` is told when
 * none came. One beat at a time; a slow one is not followed by a second. Gives back how to stop.
 */
export function startBeats(options: {
  url: string;
  everyMs: number;
  body(): unknown;
  onAnswer(answer: unknown): void;
  onMissed?(): void;
  env?: Environment;
  post?: (url: string, body: string) => Promise<Response>;
}): { stop(): void; now(): void } {
  const env = options.env ?? browserEnvironment;
  const post = options.post ?? postJson;
  let cancel: (() => void) | null = null;
  let stopped = false;
  let busy = false;
  const beat = async () => {
    cancel?.();
    cancel = null;
    if (busy || stopped) return;
    busy = true;
    try {
      const body = options.body();
      if (body !== null) {
        const response = await post(options.url, JSON.stringify(body));
        const answer: unknown = await response.json();
        if (!stopped && response.ok) options.onAnswer(answer);
        if (!stopped && !response.ok) options.onMissed?.();
      }
    } catch {
      // No network: the server sees the gap by itself, the page shows it.
      if (!stopped) options.onMissed?.();
    } finally {
      busy = false;
      if (!stopped) cancel = env.setTimer(() => void beat(), options.everyMs);
    }
  };
  void beat();
  return {
    stop() {
      stopped = true;
      cancel?.();
    },
    now: () => void beat(),
  };
}

function postJson(url: string, body: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(10_000),
  });
}
