/** A running live session of three people who may write, with what each of their browsers would send along. */
import type { DatabaseHandle } from '../db/client.ts';
import { insertSession } from '../server/edit-log/attempt-fixture.ts';
import { startLive } from '../server/live/live-fixture.ts';
import { readRoomForCandidate } from '../server/live/read-room-for-candidate.ts';
import { staffSessionCookie } from '../server/sign-in/staff-session-fixture.ts';

export interface RoomMember {
  side: 'candidate' | 'staff';
  cookie: { name: string; value: string };
}

export interface BenchRoom {
  attemptId: string;
  /** The shared notes of the item that is open. */
  notesId: string;
  candidate: RoomMember;
  lead: RoomMember;
  scorer: RoomMember;
}

export async function makeRoom(handle: DatabaseHandle, authSecret: string): Promise<BenchRoom> {
  const live = await startLive(handle);
  const { attemptId } = live;
  const notesId = (await readRoomForCandidate(live.candidate)).items[0]?.documentId;
  if (!notesId) throw new Error('the open item has no notes');
  const { token } = await insertSession(handle.sql, attemptId);
  const staff = async (personId: string): Promise<RoomMember> => ({
    side: 'staff',
    cookie: await staffSessionCookie(personId, authSecret),
  });
  return {
    attemptId,
    notesId,
    candidate: { side: 'candidate', cookie: { name: 'plumbline-candidate', value: token } },
    lead: await staff(live.lead.id),
    scorer: await staff(live.scorer.id),
  };
}
