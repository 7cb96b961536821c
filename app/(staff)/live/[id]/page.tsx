import type { Metadata } from 'next';
import { readRoomForInterviewer } from '../../../../server/live/read-room-for-interviewer.ts';
import { forStaffPage } from '../../../../server/staff-page.ts';
import { LiveConsole } from './live-console.tsx';

export const metadata: Metadata = { title: 'Live session' };

/** The interviewers' side of a live session. */
export default async function LivePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const room = await forStaffPage((staff) => readRoomForInterviewer(staff, id));
  return <LiveConsole initial={room} />;
}
