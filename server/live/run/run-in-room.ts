import type { Doc } from 'yjs';
import type { Executor } from '../../../db/executor.ts';
import { lockHead } from '../../../db/queries/documents.ts';
import { countInWindow } from '../../../db/queries/people.ts';
import { finishRun, insertRun } from '../../../db/queries/runs.ts';
import type { AnswerFile } from '../../../domain/answer.ts';
import type { SqlVerdict } from '../../../domain/sql/wire.ts';
import { storableText } from '../../../domain/storable-text.ts';
import type { WorldVerdict } from '../../../domain/world/wire.ts';
import type { FailureCode } from '../../../sandbox/contract.ts';
import type { CandidateRun } from '../../attempt/question/run-view.ts';
import { settleAttempt } from '../../attempt/settle-attempt.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { authorIdOf } from '../../edit-log/authorize-document.ts';
import { notifyAttempt } from '../../edit-log/notify-attempt.ts';
import { readDocumentState } from '../../edit-log/read-document-state.ts';
import { Failure } from '../../failure.ts';
import { runsPerMinuteMax } from '../../limits.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';

export type RoomOutcome =
  /** `passed` is null where there is nothing to be right or wrong about. */
  | { kind: 'ran'; verdict: CandidateRun | WorldVerdict | SqlVerdict; passed: boolean | null }
  /** Ours: kept as one, and thrown to whoever pressed. */
  | { kind: 'failure'; code: FailureCode; failure: Failure };

/** What can be run in a room. */
export interface RoomProgram {
  /** Of its document (domain/replay/tracks.ts): its runs stand under this number. */
  track: number;
  documentId: string;
  /** What is run of the document; throws `bad-input` when that is nothing. */
  filesOf: (state: Doc) => AnswerFile[];
  /** `what` names the run where a failure is put into words. */
  run: (files: AnswerFile[], what: string) => Promise<RoomOutcome>;
}

/**
 * Runs something of a room. What runs is what the edit log holds at that moment, never what a browser says it shows, so a
 * replay finds the very text of every run. The room is told when the run begins and when it ends; a failure of ours is
 * kept as one, is thrown to whoever pressed, and is no verdict. All runs of a room share one limit.
 */
export async function runInRoom(
  principal: CandidatePrincipal | StaffPrincipal,
  input: { attemptId: string; requestId: string },
  find: (tx: Executor) => Promise<RoomProgram>,
): Promise<{ number: number }> {
  const { db } = database();
  const { attemptId, requestId } = input;
  const action = principal.kind === 'candidate' ? 'attempt.run' : 'live.write';
  await authorizeAttempt(db, principal, action, attemptId);
  if ((await countInWindow(db, `runs:${attemptId}`, 60)) > runsPerMinuteMax) {
    const words = `At most ${runsPerMinuteMax} runs a minute. Wait a moment, then run again.`;
    throw new Failure('too-many', words, { retryAfterMs: 5_000 });
  }
  const begun = await db.transaction(async (tx) => {
    const { attempt } = await settleAttempt(tx, attemptId);
    if (attempt.mode !== 'live' || attempt.status !== 'running')
      throw new Failure('not-open', 'Programs run while the session runs.');
    const program = await find(tx);
    const { head } = await lockHead(tx, program.documentId);
    const files = program
      .filesOf(await readDocumentState(tx, program.documentId, head))
      .map(({ path, text }) => ({ path, text: storableText(text) }));
    const run = await insertRun(tx, {
      ...{ attemptId, itemNumber: program.track, authorId: authorIdOf(principal) },
      ...{ documentSeq: head, files, requestId },
    });
    await notifyAttempt(tx, attemptId, 'live');
    return { ...run, files, program };
  });
  const end = (value: Parameters<typeof finishRun>[2]) =>
    db.transaction(async (tx) => {
      await finishRun(tx, begun.id, value);
      await notifyAttempt(tx, attemptId, 'live');
    });
  try {
    const outcome = await begun.program.run(begun.files, `Run ${begun.number}`);
    if (outcome.kind === 'failure') {
      await end({ verdict: null, passed: null, failureCode: outcome.code });
      throw outcome.failure;
    }
    await end({ verdict: outcome.verdict, passed: outcome.passed, failureCode: null });
    return { number: begun.number };
  } catch (error) {
    if (!(error instanceof Failure)) await end({ verdict: null, passed: null, failureCode: 'internal' });
    throw error;
  }
}
