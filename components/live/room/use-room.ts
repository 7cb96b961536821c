'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { LiveCommand } from '../../../domain/live/command.ts';
import type { SharedRoom } from '../../../domain/live/room.ts';
import type { AttemptSignal } from '../../edit-log/edit-log-client.ts';
import { useAttemptSignals, useEditLog } from '../../edit-log/edit-log-provider.tsx';
import { spacingAloneMs, spacingTogetherMs } from '../../edit-log/limits.ts';
import { notify } from '../../ui/feedback/announcer.ts';

/** The server takes a person as present who was heard from within a few of these. */
const beatEveryMs = 10_000;
/** Asked again without being told, in case a stream was cut in between. */
const refreshEveryMs = 20_000;

export interface LiveRoom<Room> {
  room: Room;
  /** When `room` was received, by this machine's clock: durations in it count on from here. */
  receivedAt: number;
  online: boolean;
  refresh: () => Promise<void>;
  /** Resolves with whether it was done; a refusal is said to the person. */
  command: (command: LiveCommand) => Promise<boolean>;
}

/**
 * The room as the server tells it: asked for when the stream says that something changed, and now and then anyway.
 * `base` is `/api/live` for the candidate and `/api/live/<attempt>` for staff.
 */
export function useRoom<Room extends SharedRoom>(initial: Room, base: string, me: string): LiveRoom<Room> {
  const [state, setState] = useState({ room: initial, receivedAt: 0 });
  const [online, setOnline] = useState(true);
  const asked = useRef(0);
  const refresh = useCallback(async () => {
    const number = ++asked.current;
    try {
      const response = await fetch(`${base}/room`, { cache: 'no-store' });
      if (!response.ok) return;
      const room: Room = await response.json();
      // Answers may overtake each other: only the newest question's counts.
      if (number === asked.current) setState({ room, receivedAt: Date.now() });
      setOnline(true);
    } catch {
      // No network: what is shown stays, and the next beat asks again.
      setOnline(false);
    }
  }, [base]);
  useEffect(() => setState((now) => ({ ...now, receivedAt: now.receivedAt || Date.now() })), []);
  const onSignal = useCallback(
    (signal: AttemptSignal) => {
      if (signal.kind === 'live' || signal.kind === 'notice') void refresh();
      // The attempt changed its status under the stream; the client opens another one by itself. What changes until
      // then is told by nobody, so the room is asked for again once the new one is there.
      if (signal.kind === 'ended' || signal.kind === 'ready') void refresh();
    },
    [refresh],
  );
  useAttemptSignals(onSignal);
  useEffect(() => {
    const beat = () => {
      fetch(`${base}/presence`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      }).catch(() => setOnline(false));
    };
    beat();
    const beats = setInterval(beat, beatEveryMs);
    const refreshes = setInterval(() => void refresh(), refreshEveryMs);
    return () => {
      clearInterval(beats);
      clearInterval(refreshes);
    };
  }, [base, refresh]);
  const client = useEditLog();
  const together = state.room.people.some((person) => person.present && person.id !== me);
  useEffect(() => client?.setSpacing(together ? spacingTogetherMs : spacingAloneMs), [client, together]);
  const command = useCallback(
    async (wanted: LiveCommand) => {
      const problem = await sendCommand(`${base}/command`, wanted);
      if (problem) notify({ tone: 'fail', text: problem });
      await refresh();
      return problem === null;
    },
    [base, refresh],
  );
  return { ...state, online, refresh, command };
}

/** Null when it was done; else what to say. */
async function sendCommand(url: string, command: LiveCommand): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
    if (response.ok) return null;
    const body: { error?: { message?: string } } = await response.json();
    return body.error?.message ?? 'The server refused this.';
  } catch {
    return 'The server could not be reached. Check the network, then press again.';
  }
}
