import { readNow } from '../../../db/executor.ts';
import { moveIntoPast, readClock, setPlannedStart } from '../../../db/queries/demo-live.ts';
import { database } from '../../database.ts';
import { actInRoom } from '../../live/act-in-room.ts';
import { scheduleSession } from '../../live/schedule-session.ts';
import { submitScorecard } from '../../scoring/submit-scorecard.ts';
import { type LiveDemo, playSession } from './play-session.ts';
import { SessionPlayer } from './session-player.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** One session ahead, and one of yesterday with its notes, drawing, run, evidence and debrief. */
export async function loadLiveSessions(demo: LiveDemo): Promise<void> {
  const now = await readNow(database().db);
  await plan(demo, 'Mirela Antonescu', 'mirela@candidates.example', new Date(now.getTime() + 26 * hourMs));
  await playPast(demo, new Date(now.getTime() - 22 * hourMs));
}

function plan(demo: LiveDemo, name: string, email: string, startsAt: Date) {
  return scheduleSession(demo.manager, {
    positionId: demo.positionId,
    name,
    email,
    startsAt,
    timeZone: 'Europe/Amsterdam',
    meetingUrl: '',
    unseenObserversTold: false,
    interviewers: [
      { personId: demo.ruben.id, role: 'lead', unseen: false },
      { personId: demo.tove.id, role: 'scorer', unseen: false },
      { personId: demo.shreya.id, role: 'observer', unseen: false },
    ],
  });
}

async function playPast(demo: LiveDemo, admittedAt: Date): Promise<void> {
  const { ruben, tove } = demo;
  const { db } = database();
  const soon = new Date((await readNow(db)).getTime() + 5 * minuteMs);
  const since = await readClock(db);
  const { attemptId, url } = await plan(demo, 'Anneke Verhoeven', 'anneke@candidates.example', soon);
  await moveIntoPast(db, attemptId, since, new Date(admittedAt.getTime() - 72 * hourMs));
  const player = new SessionPlayer(attemptId, admittedAt);
  const candidate = await player.at(-60 * 30, () => player.accept(url));
  await playSession(demo, player, { ...candidate, name: 'Anneke Verhoeven' });
  await setPlannedStart(db, attemptId, new Date(admittedAt.getTime() - 2 * minuteMs));
  await player.at(36, () => actInRoom(ruben, attemptId, { kind: 'close' }));
  await player.at(45, () => submitScorecard(ruben, attemptId));
  await player.at(58, () => submitScorecard(tove, attemptId));
}
