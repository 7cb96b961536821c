import { readNow } from '../../db/executor.ts';
import { findAttemptFacts } from '../../db/queries/attempt-facts.ts';
import { writePastAttempt, writePastDecision } from '../../db/queries/demo.ts';
import { seededRandom } from '../../domain/random.ts';
import { database } from '../database.ts';
import { inviteCandidate } from '../invitation/invite-candidate.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { getPinnedQuestions } from '../pinned-question.ts';
import type { CandidateLoad } from './candidate-load.ts';
import { demoEvents } from './demo-events.ts';
import { writeAnswer } from './write-answer.ts';
import { writeCards } from './write-cards.ts';
import { writtenQuestion } from './written-texts.ts';

const minuteMs = 60_000;

/** A candidate in the state that the demo has for them; an attempt that was handed in is written as facts of the past. */
export async function loadCandidate(load: CandidateLoad): Promise<void> {
  const { candidate, manager } = load;
  const { db } = database();
  const now = await readNow(db);
  const invited = await inviteCandidate(manager, {
    positionId: load.positionId,
    name: candidate.name,
    email: candidate.email,
    startBy: new Date(now.getTime() + 6 * 24 * 60 * minuteMs),
    timeZone: 'Europe/Amsterdam',
    timeFactor: 1,
    runtime: null,
    sendMail: false,
  });
  if (candidate.state === 'invited') return;
  const facts = await findAttemptFacts(db, invited.attemptId);
  if (!facts) throw new Error('the attempt just made is gone');
  const random = seededRandom(`demo:${candidate.email}`);
  const sections = facts.form.sections;
  const workedMs = sections.map((section) => section.minutes * minuteMs * (0.62 + 0.33 * random.next()));
  const totalMs = workedMs.reduce((sum, ms) => sum + ms, 0);
  const submittedAt =
    candidate.submittedHoursAgo === null
      ? null
      : new Date(now.getTime() - candidate.submittedHoursAgo * 60 * minuteMs);
  const startedAt = submittedAt ? new Date(submittedAt.getTime() - totalMs) : null;
  let cursor = startedAt?.getTime() ?? 0;
  const entered = startedAt
    ? sections.map((section, index) => {
        const enteredAt = new Date(cursor);
        cursor += workedMs[index] ?? 0;
        return { number: section.number, enteredAt, leftAt: new Date(cursor) };
      })
    : [];
  const pinned = await getPinnedQuestions(
    db,
    sections.flatMap((section) => section.items.map((item) => item.hash)),
  );
  const spans = sections.flatMap((section, index) => {
    const from = entered[index]?.enteredAt.getTime() ?? 0;
    const minutes = section.items.reduce((sum, item) => sum + item.minutes, 0);
    let at = from;
    return section.items.map((item) => {
      const began = at;
      at += ((workedMs[index] ?? 0) * item.minutes) / minutes;
      return { item, section, from: began, to: at };
    });
  });
  await db.transaction(async (tx) => {
    await writePastAttempt(tx, {
      attemptId: invited.attemptId,
      acceptedAt: new Date((startedAt?.getTime() ?? now.getTime()) - 25 * minuteMs),
      startedAt,
      submittedAt,
      receipt: submittedAt ? `R-${invited.attemptId.slice(0, 8).toUpperCase()}` : null,
      sections: entered,
      items: submittedAt
        ? spans.map((span) => ({
            attemptId: invited.attemptId,
            number: span.item.number,
            sectionNumber: span.section.number,
            questionHash: span.item.hash,
            slug: span.item.slug,
            kind: span.item.kind,
            seenAt: new Date(span.from),
            openMs: Math.round(span.to - span.from),
          }))
        : [],
      events: submittedAt ? demoEvents(spans, random) : [],
    });
    if (!submittedAt) return;
    for (const span of spans) {
      const question = pinned.get(span.item.hash);
      if (question) await writeAnswer(tx, load, invited.attemptId, question, span, random);
    }
    await writeCards(
      tx,
      load,
      invited.attemptId,
      submittedAt,
      spans.find((span) => span.item.slug === writtenQuestion)?.item.number ?? null,
    );
    if (candidate.decision) {
      await writePastDecision(tx, {
        attemptId: invited.attemptId,
        ...candidate.decision,
        decidedBy: manager.id,
        createdAt: new Date(submittedAt.getTime() + 20 * 60 * minuteMs),
      });
    }
    await enqueue(tx, 'grade-attempt', { attemptId: invited.attemptId });
  });
}
