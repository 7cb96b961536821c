'use client';

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Presence, RoomPerson } from '../../../domain/live/room.ts';
import type { AttemptSignal } from '../../edit-log/edit-log-client.ts';
import { useAttemptSignals } from '../../edit-log/edit-log-provider.tsx';
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts';
import { type Peer, PeerPlaces, peerKeptMs, peerSaidEveryMs, peerSpacingMs, toneOf } from './peers.ts';

interface RoomPresenceValue {
  me: string;
  /** Where everybody else is. */
  peers: readonly Peer[];
  /** Says where this person is; kept and said again until the next. `quote` is what is marked there. */
  say: (presence: Presence, quote?: string) => void;
  /** What this person has marked in a shared text; null when nothing is. */
  marked: () => MarkedPlace | null;
  /** Whom this page follows. */
  following: string | null;
  follow: (who: string | null) => void;
}

const RoomPresenceContext = createContext<RoomPresenceValue | null>(null);

/** The room's cursors: null outside a running room. */
export function useRoomPresence(): RoomPresenceValue | null {
  return useContext(RoomPresenceContext);
}

interface RoomPresenceProps {
  /** `/api/live` or `/api/live/<attempt>`. */
  base: string;
  /** Person id, or `candidate`. */
  me: string;
  people: readonly RoomPerson[];
  /** The session runs: before and after, nobody is anywhere. */
  active: boolean;
  children: ReactNode;
}

/** Who is where in the shared work, and whom this page follows. Nothing of it is stored anywhere. */
export function RoomPresence({ base, me, people, active, children }: RoomPresenceProps) {
  const places = useMemo(() => new PeerPlaces(me), [me]);
  const [known, setKnown] = useState(() => places.list(0));
  const [following, follow] = useState<string | null>(null);
  const onSignal = useCallback(
    (signal: AttemptSignal) => {
      if (signal.kind !== 'presence') return;
      places.take(signal.of, Date.now());
      setKnown(places.list(Date.now()));
    },
    [places],
  );
  useAttemptSignals(onSignal);
  useEffect(() => {
    const timer = setInterval(() => setKnown(places.list(Date.now())), peerKeptMs / 3);
    return () => clearInterval(timer);
  }, [places]);
  const send = useSay(base, active);
  const place = useRef<MarkedPlace | null>(null);
  const say = useCallback(
    (presence: Presence, quote = '') => {
      const { documentId, path, anchor, head } = presence;
      place.current =
        quote.trim() === '' || anchor === null || head === null
          ? null
          : { documentId, path, start: anchor, end: head, quote };
      send(presence);
    },
    [send],
  );
  const marked = useCallback(() => place.current, []);
  useShortcuts(
    [
      {
        keys: 'w',
        label: 'Follow the candidate, or stop',
        group: 'Session',
        run: () => follow((now) => (now === 'candidate' ? null : 'candidate')),
      },
    ],
    active && me !== 'candidate',
  );
  const peers = useMemo(
    () => known.map((of): Peer => ({ of, tone: toneOf(of.who, people) })),
    [known, people],
  );
  const value = useMemo(
    () => ({ me, peers, say, marked, following, follow }),
    [me, peers, say, marked, following],
  );
  return <RoomPresenceContext value={active ? value : null}>{children}</RoomPresenceContext>;
}

/** Words that are marked in a shared text, with where they begin and end: relative positions in base64. */
export interface MarkedPlace {
  documentId: string;
  path: string;
  start: string;
  end: string;
  quote: string;
}

/** Sends the newest place, not more often than the spacing and again now and then. */
function useSay(base: string, active: boolean): (presence: Presence) => void {
  const newest = useRef<Presence | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const send = useCallback(() => {
    timer.current = undefined;
    const presence = newest.current;
    if (!presence) return;
    fetch(`${base}/presence`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(presence),
    }).catch(() => {
      // A cursor that was not passed on is replaced by the next; being offline is said elsewhere.
    });
  }, [base]);
  useEffect(() => {
    if (!active) return;
    const again = setInterval(send, peerSaidEveryMs);
    return () => {
      clearInterval(again);
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [send, active]);
  return useCallback(
    (presence: Presence) => {
      newest.current = presence;
      timer.current ??= setTimeout(send, peerSpacingMs);
    },
    [send],
  );
}
