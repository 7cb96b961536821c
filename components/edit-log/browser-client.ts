import { httpTransport } from './document-transport.ts';
import { EditLogClient, type TabChannel } from './edit-log-client.ts';
import { browserEnvironment } from './environment.ts';
import { sendTimeoutMs } from './limits.ts';
import { indexedDbStore } from './local-store.ts';
import type { PausableNetwork } from './pausable-network.ts';

/** The edit log of one attempt over the browser's own network, storage, locks and channels, started. */
export function startBrowserClient(
  attemptId: string,
  sessionHash: string,
  options: { network?: PausableNetwork | null; side?: 'candidate' | 'staff' } = {},
): EditLogClient {
  const { network = null, side = 'candidate' } = options;
  const transport = httpTransport(sendTimeoutMs, side);
  const client = new EditLogClient({
    attemptId,
    sessionHash,
    env: network?.environment(browserEnvironment) ?? browserEnvironment,
    transport: network?.transport(transport) ?? transport,
    store: indexedDbStore(),
    locks: 'locks' in navigator ? navigator.locks : null,
    openChannel,
    openEventSource: (url) => new EventSource(url),
    side,
  });
  client.start();
  return client;
}

/** Follows the page's life: network on and off, hidden, closed. Gives back how to stop following. */
export function followPage(client: EditLogClient): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  window.addEventListener('online', () => client.wake('online'), { signal });
  window.addEventListener('offline', () => client.wake('offline'), { signal });
  window.addEventListener('pagehide', () => client.leave(), { signal });
  // A phone may end a hidden page without any further event.
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'hidden') client.leave();
      else client.wake('online');
    },
    { signal },
  );
  return () => abort.abort();
}

function openChannel(name: string): TabChannel | null {
  if (!('BroadcastChannel' in globalThis)) return null;
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    onMessage(listener) {
      channel.onmessage = (event: MessageEvent<unknown>) => listener(event.data);
    },
    close: () => channel.close(),
  };
}
