import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { CandidateRoomPage } from '../../../components/live/room/candidate-room.tsx';
import { Failure } from '../../../server/failure.ts';
import { readRoomForCandidate } from '../../../server/live/read-room-for-candidate.ts';
import type { CandidatePrincipal } from '../../../server/session.ts';
import { requireCandidatePage } from '../require-candidate-page.ts';

export const metadata: Metadata = { title: 'Live session' };

/** The candidate's live session: before, during and after. */
export default async function CandidateLivePage() {
  const principal = await requireCandidatePage();
  return <CandidateRoomPage room={await roomOf(principal)} />;
}

/** An attempt that is taken alone has no room: its candidate is led to where it is. */
async function roomOf(principal: CandidatePrincipal) {
  try {
    return await readRoomForCandidate(principal);
  } catch (error) {
    if (error instanceof Failure && error.status === 404) redirect('/take');
    throw error;
  }
}
