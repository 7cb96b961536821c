'use client';

import { useCallback, useEffect, useState } from 'react';
import type { AttemptSignal } from '../../edit-log/edit-log-client.ts';
import { useAttemptSignals } from '../../edit-log/edit-log-provider.tsx';
import { notify } from '../../ui/feedback/announcer.ts';

export interface Message {
  id: string;
  kind: string;
  itemNumber: number | null;
  text: string;
  answer: string | null;
}

/** What was asked of staff in this attempt. A new answer is shown at once, wherever she is. */
export function useMessages(): { messages: readonly Message[]; refresh: () => void } {
  const [messages, setMessages] = useState<readonly Message[] | null>(null);
  const refresh = useCallback(() => {
    const read = async () => {
      const response = await fetch('/api/attempt/requests', { cache: 'no-store' });
      const next = response.ok ? readMessages(await response.json()) : null;
      if (!next) return;
      setMessages((before) => {
        if (before) tellNewAnswers(before, next);
        return next;
      });
    };
    read().catch(() => {
      // No network, or none half-way: asked again with the next notice, and with the next opening of the page.
    });
  }, []);
  useEffect(refresh, [refresh]);
  const onSignal = useCallback(
    (signal: AttemptSignal) => {
      if (signal.kind === 'notice' && signal.notice === 'message') refresh();
      if (signal.kind === 'ready' && signal.again) refresh();
    },
    [refresh],
  );
  useAttemptSignals(onSignal);
  return { messages: messages ?? [], refresh };
}

function tellNewAnswers(before: readonly Message[], next: readonly Message[]): void {
  for (const message of next) {
    const known = before.find((one) => one.id === message.id);
    if (message.answer === null || known?.answer === message.answer) continue;
    const about = message.itemNumber === null ? '' : ` about question ${message.itemNumber}`;
    // After this render: telling changes another component.
    queueMicrotask(() => notify({ tone: 'info', text: `Staff answered${about}: ${message.answer}` }));
  }
}

function readMessages(body: unknown): Message[] | null {
  if (!isRecord(body) || !Array.isArray(body.requests)) return null;
  return body.requests.flatMap((one: unknown) =>
    isRecord(one) &&
    typeof one.id === 'string' &&
    typeof one.kind === 'string' &&
    typeof one.text === 'string'
      ? [
          {
            id: one.id,
            kind: one.kind,
            itemNumber: typeof one.itemNumber === 'number' ? one.itemNumber : null,
            text: one.text,
            answer: typeof one.answer === 'string' ? one.answer : null,
          },
        ]
      : [],
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
