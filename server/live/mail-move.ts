import type { Executor } from '../../db/executor.ts';
import { env } from '../env.ts';
import { describeMoment } from '../invitation/last-moment.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { sessionCalendar } from './calendar.ts';
import type { LoadedSession } from './load-session.ts';

/** Tells everybody of a move or a cancellation, with the calendar file that replaces the one they hold. */
export async function mailMove(
  tx: Executor,
  session: LoadedSession,
  at: { startsAt: Date; sequence: number; cancelled: boolean },
): Promise<void> {
  if (env().smtp === null) return;
  const zone = session.session.timeZone;
  const people = [
    {
      side: 'candidate' as const,
      email: session.candidate.email,
      zone: session.attempt.timeZone ?? zone,
    },
    ...session.participants.map(({ email }) => ({ side: 'staff' as const, email, zone })),
  ];
  for (const one of people) {
    const title = session.position.title.replaceAll(/[\r\n]+/gu, ' ');
    await enqueue(tx, 'send-mail', {
      to: one.email,
      subject: at.cancelled ? `Cancelled: conversation for ${title}` : `New time: conversation for ${title}`,
      text: at.cancelled
        ? `The conversation for ${title} that was planned for ${describeMoment(at.startsAt, one.zone)} is cancelled.\n`
        : `The conversation for ${title} is now on ${describeMoment(at.startsAt, one.zone)}. The link that you have stays valid, and the room is the same.\n`,
      calendar: sessionCalendar(session, one.side, at),
    });
  }
}
