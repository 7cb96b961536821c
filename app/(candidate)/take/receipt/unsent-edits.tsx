'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { followPage, startBrowserClient } from '../../../../components/edit-log/browser-client.ts';
import type { EditLogClient } from '../../../../components/edit-log/edit-log-client.ts';
import { indexedDbStore } from '../../../../components/edit-log/local-store.ts';
import type { SaveState } from '../../../../components/edit-log/save-state.ts';
import { Banner } from '../../../../components/ui/feedback/banner.tsx';

type Sending = 'nothing' | 'sending' | 'offline' | 'closed';

const titles = {
  sending: 'Edits that only this browser has are being sent.',
  offline: 'This browser has edits that were not sent yet. They are sent when the network is back.',
  closed: 'This browser has edits that the server did not take.',
} as const;

/**
 * The end may come while a browser is away. What it then still holds is sent from the receipt, the first page it meets on
 * return: it is kept beside the answers, shown here, and staff decide.
 */
export function UnsentEdits({ attemptId, sessionHash }: { attemptId: string; sessionHash: string }) {
  const router = useRouter();
  const [sending, setSending] = useState<Sending>('nothing');
  useEffect(() => {
    let end = () => {};
    let ended = false;
    const send = async () => {
      const store = indexedDbStore();
      const waiting = new Set((await store.listWaiting(attemptId)).map((one) => one.documentId));
      if (ended) return;
      // Everything has arrived: what was kept of the answers for working without a network goes.
      if (waiting.size === 0) return store.forget(attemptId);
      const client = startBrowserClient(attemptId, sessionHash);
      const unfollow = followPage(client);
      end = () => {
        unfollow();
        void client.stop();
      };
      const states = await settledStates(client, [...waiting], setSending);
      if (ended) return;
      end();
      end = () => {};
      if (states.some((state) => state.kind === 'closed')) return setSending('closed');
      setSending('nothing');
      router.refresh();
      await store.forget(attemptId);
    };
    send().catch(() => {
      // No storage in this browser: then it holds nothing either.
    });
    return () => {
      ended = true;
      end();
    };
  }, [attemptId, sessionHash, router]);
  if (sending === 'nothing') return null;
  return (
    <Banner live tone="warn" title={titles[sending]}>
      {sending === 'closed'
        ? 'They are kept here. Write to the contact below before you clear this browser.'
        : 'Leave this page open until they have arrived.'}
    </Banner>
  );
}

/** Resolves when the server has answered about each document. */
function settledStates(
  client: EditLogClient,
  documentIds: readonly string[],
  tell: (sending: Sending) => void,
): Promise<SaveState[]> {
  const documents = documentIds.map((id) => client.document(id));
  return new Promise((resolve) => {
    const look = () => {
      const states = documents.map((document) => document.state);
      if (states.every(isSettled)) resolve(states);
      else tell(states.some((state) => state.kind === 'offline') ? 'offline' : 'sending');
    };
    for (const document of documents) document.subscribe(look);
    look();
  });
}

function isSettled({ kind }: SaveState): boolean {
  return kind === 'saved' || kind === 'late' || kind === 'closed';
}
