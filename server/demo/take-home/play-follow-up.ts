import { randomUUID } from 'node:crypto';
import { readNow } from '../../../db/executor.ts';
import { moveIntoPast, readClock, setPlannedStart } from '../../../db/queries/demo-live.ts';
import { answerText, findAnswerFile } from '../../../domain/edit-log/answer-layout.ts';
import type { Question } from '../../../question-bank/question.ts';
import { openBank } from '../../bank/open-bank.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import { actInRoom } from '../../live/act-in-room.ts';
import { listEarlierAttempts } from '../../live/earlier/list-earlier-answers.ts';
import { type Runners, runCopy } from '../../live/run/run-copy.ts';
import { scheduleSession } from '../../live/schedule-session.ts';
import type { StaffPrincipal } from '../../session.ts';
import { SessionPlayer } from '../live/session-player.ts';
import { changeText } from './change-text.ts';
import { said, takenHome, talking } from './story.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** How long the session has been going on when the demo is loaded. */
const sinceAdmissionMinutes = 9;
const itemNumber = 1;

interface FollowUp {
  positionId: string;
  manager: StaffPrincipal;
  /** Leads. */
  ruben: StaffPrincipal;
  shreya: StaffPrincipal;
  runners: Runners;
}

/** The follow-up up to the minute in which the copy has run: it is not closed, so all can be tried in it. */
export async function playFollowUp(demo: FollowUp): Promise<void> {
  const { ruben } = demo;
  const { db } = database();
  const now = await readNow(db);
  const admittedAt = new Date(now.getTime() - sinceAdmissionMinutes * minuteMs);
  const since = await readClock(db);
  const { attemptId, url } = await plan(demo, new Date(now.getTime() + 5 * minuteMs));
  await moveIntoPast(db, attemptId, since, new Date(admittedAt.getTime() - dayMs));
  const player = new SessionPlayer(attemptId, admittedAt);
  const candidate = await player.at(-40, () => player.accept(url));
  const act = (minute: number, who: typeof ruben | typeof candidate, command: Command) =>
    player.at(minute, () => actInRoom(who, attemptId, command));
  await act(-3, candidate, { kind: 'enter', recording: 'accepted' });
  await act(0, ruben, { kind: 'admit' });
  await act(0.5, ruben, { kind: 'open-item', itemNumber });
  const opened = await findFailing(ruben, attemptId);
  if (opened) await act(1.5, ruben, { kind: 'bring-answer', itemNumber, ...opened });
  const notes = await player.documentId('answer', itemNumber);
  await player.type(candidate, notes, answerText, said, { from: 3, to: 6 });
  await act(6.2, ruben, { kind: 'tick-probe', itemNumber, probe: 2, ticked: true });
  if (opened) {
    await mend(player, candidate);
    await player.at(8.5, () => run(demo.runners, candidate, attemptId));
  }
  await setPlannedStart(db, attemptId, admittedAt);
}

type Command = Parameters<typeof actInRoom>[2];

function plan(demo: FollowUp, startsAt: Date) {
  return scheduleSession(demo.manager, {
    positionId: demo.positionId,
    name: talking.name,
    email: talking.email,
    startsAt,
    timeZone: 'Europe/Amsterdam',
    meetingUrl: '',
    unseenObserversTold: false,
    interviewers: [
      { personId: demo.ruben.id, role: 'lead', unseen: false },
      { personId: demo.shreya.id, role: 'scorer', unseen: false },
    ],
  });
}

/** The world's answer at its first run, which failed; as it was submitted when the sandbox could not run it. */
async function findFailing(lead: StaffPrincipal, sessionId: string) {
  const answers = (await listEarlierAttempts(lead, sessionId)).flatMap((one) => one.answers);
  const answer = answers.find((one) => one.kind === 'world');
  return answer ? { from: answer.from, run: answer.runs.at(-1)?.number ?? null } : null;
}

async function mend(player: SessionPlayer, who: Parameters<SessionPlayer['write']>[0]): Promise<void> {
  const question = (await openBank()).bank.questions.find((one) => one.slug === takenHome);
  const copy = await player.documentId('live-answer', 1);
  await player.at(8, () =>
    player.write(who, copy, (doc) => {
      for (const { path, text } of referenceOf(question)) {
        const file = findAnswerFile(doc, path);
        if (file) changeText(file, text);
      }
    }),
  );
}

function referenceOf(question: Question | undefined) {
  if (question?.kind !== 'world') throw new Error(`the demo's take-home has no world ${takenHome}`);
  return question.reference;
}

/** Without a sandbox the copy has no run; the rest of the session is there all the same. */
async function run(runners: Runners, who: Parameters<typeof runCopy>[0], attemptId: string): Promise<void> {
  try {
    await runCopy(who, runners, { attemptId, number: 1, requestId: randomUUID() });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}
