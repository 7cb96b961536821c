import {
  editLogChannel,
  listHeads,
  listLiveSessions,
  listUpdatesOfMany,
} from '../../../db/queries/documents.ts';
import { listHeldPlaces } from '../../../db/queries/live-sessions.ts';
import { database } from '../../database.ts';
import { log } from '../../log.ts';
import { streamPingEveryMs, streamSweepEveryMs } from '../limits.ts';
import { EventRooms, type RoomSources } from './event-rooms.ts';
import { endOfStream } from './review-streams.ts';

interface ProcessRooms {
  rooms: EventRooms;
  listening: Promise<unknown> | null;
}

const holder = globalThis as typeof globalThis & { plumblineRooms?: ProcessRooms };

/**
 * The streams of this process: one LISTEN, one sweep, one ping for all. On globalThis, because hot reload evaluates
 * modules again and a second listener would deliver nothing but cost a connection each time.
 */
export function processRooms(): EventRooms {
  holder.plumblineRooms ??= start();
  const state = holder.plumblineRooms;
  state.listening ??= listen(state);
  return state.rooms;
}

function start(): ProcessRooms {
  const rooms = new EventRooms(sources);
  setInterval(() => void rooms.sweep(), streamSweepEveryMs).unref();
  setInterval(() => rooms.ping(), streamPingEveryMs).unref();
  // The web server waits for open responses before it stops, and a stream never ends by itself.
  process.on('SIGTERM', () => rooms.stop());
  process.on('SIGINT', () => rooms.stop());
  return { rooms, listening: null };
}

/** The driver reconnects by itself and calls back each time; what was told in between is read by a sweep. */
async function listen(state: ProcessRooms): Promise<void> {
  try {
    await database().sql.listen(
      editLogChannel,
      (payload) => {
        state.rooms
          .notified(payload)
          .catch((error: unknown) => sources.warn(error, 'a notice was not delivered'));
      },
      () => void state.rooms.sweep(),
    );
  } catch (error) {
    state.listening = null;
    sources.warn(error, 'listening for edits failed; streams are served by the sweep until it works');
  }
}

const sources: RoomSources = {
  listHeads: (attemptIds) => listHeads(database().db, attemptIds),
  listUpdatesOfMany: (after, limit) => listUpdatesOfMany(database().db, after, limit),
  async reviewAccess(streams) {
    const sessionIds = streams.flatMap(({ owner }) =>
      owner.principal.kind === 'candidate' ? [owner.principal.sessionId] : [],
    );
    const live = new Map(
      (await listLiveSessions(database().db, [...new Set(sessionIds)])).map((row) => [row.sessionId, row]),
    );
    const places = await listHeldPlaces(
      database().db,
      streams.flatMap(({ owner }) =>
        owner.principal.kind === 'person'
          ? [{ attemptId: owner.attemptId, personId: owner.principal.id }]
          : [],
      ),
    );
    return new Map(streams.map((stream) => [stream, endOfStream(stream.owner, live, places) ?? 'go-on']));
  },
  warn: (error, message) => log().warn({ err: error }, message),
};
