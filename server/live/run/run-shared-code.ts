import { findDocumentOfItem, lockHead } from '../../../db/queries/documents.ts';
import { countInWindow } from '../../../db/queries/people.ts';
import { finishRun, insertRun } from '../../../db/queries/runs.ts';
import type { AnswerFile } from '../../../domain/answer.ts';
import { answerFromDocument } from '../../../domain/edit-log/answer-from-document.ts';
import type { Sandbox } from '../../../sandbox/contract.ts';
import { runFailure } from '../../attempt/question/run-in-sandbox.ts';
import { candidateRun } from '../../attempt/question/run-view.ts';
import { settleAttempt } from '../../attempt/settle-attempt.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { authorIdOf } from '../../edit-log/authorize-document.ts';
import { notifyAttempt } from '../../edit-log/notify-attempt.ts';
import { readDocumentState } from '../../edit-log/read-document-state.ts';
import { Failure } from '../../failure.ts';
import { runsPerMinuteMax, sharedCodeCharactersMax } from '../../limits.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';

/** The shared code belongs to no item of the form; its runs and its document stand under this number. */
export const sharedCodeItem = 0;

/**
 * Runs one file of the shared code as a module, with the others to import from. What runs is what the edit log holds at
 * that moment, never what a browser says it shows, so a replay finds the very text of every run. The room is told when
 * the run begins and when it ends; a failure of ours is kept as one, is thrown to whoever pressed, and is no verdict.
 */
export async function runSharedCode(
  principal: CandidatePrincipal | StaffPrincipal,
  sandbox: Sandbox,
  input: { attemptId: string; path: string; requestId: string },
): Promise<{ number: number }> {
  const { db } = database();
  const { attemptId } = input;
  const action = principal.kind === 'candidate' ? 'attempt.run' : 'live.write';
  await authorizeAttempt(db, principal, action, attemptId);
  if ((await countInWindow(db, `runs:${attemptId}`, 60)) > runsPerMinuteMax) {
    throw new Failure(
      'too-many',
      `At most ${runsPerMinuteMax} runs a minute. Wait a moment, then run again.`,
      {
        retryAfterMs: 5_000,
      },
    );
  }
  const begun = await db.transaction(async (tx) => {
    const { attempt } = await settleAttempt(tx, attemptId);
    const document =
      attempt.mode === 'live' && attempt.status === 'running'
        ? await findDocumentOfItem(tx, { attemptId, purpose: 'live-code', itemNumber: sharedCodeItem })
        : null;
    if (!document) throw new Failure('not-open', 'Shared code runs while the session runs.');
    const { head } = await lockHead(tx, document.id);
    const answer = answerFromDocument(await readDocumentState(tx, document.id, head), 'code');
    const files = withEntryFirst(answer.kind === 'code' ? answer.files : [], input.path);
    const run = await insertRun(tx, {
      attemptId,
      itemNumber: sharedCodeItem,
      authorId: authorIdOf(principal),
      documentSeq: head,
      files,
      requestId: input.requestId,
    });
    await notifyAttempt(tx, attemptId, 'live');
    return { ...run, files };
  });
  const end = (value: Parameters<typeof finishRun>[2]) =>
    db.transaction(async (tx) => {
      await finishRun(tx, begun.id, value);
      await notifyAttempt(tx, attemptId, 'live');
    });
  try {
    const outcome = await sandbox.run({
      kind: 'module',
      entry: input.path,
      files: begun.files,
      requestId: input.requestId,
      fairnessKey: attemptId,
      realCandidate: true,
    });
    if (outcome.kind === 'failure') {
      await end({ verdict: null, passed: null, failureCode: outcome.failure.code });
      throw runFailure(outcome.failure, `Run ${begun.number}`);
    }
    // There is nothing to be right or wrong about: `passed` stays open.
    await end({ verdict: candidateRun(outcome.verdict), passed: null, failureCode: null });
    return { number: begun.number };
  } catch (error) {
    if (!(error instanceof Failure)) await end({ verdict: null, passed: null, failureCode: 'internal' });
    throw error;
  }
}

/** Names come from browsers: what is no relative path of plain signs is not taken along. */
const runnable = /^(?!.*\.\.)[\w-][\w./-]*$/u;

/** A run keeps its files with the one that was run first. */
function withEntryFirst(files: readonly AnswerFile[], path: string): AnswerFile[] {
  const named = files.filter((file) => runnable.test(file.path));
  const entry = named.find((file) => file.path === path);
  const characters = named.reduce((sum, file) => sum + file.text.length, 0);
  if (characters > sharedCodeCharactersMax)
    throw new Failure('bad-input', `path: at most ${sharedCodeCharactersMax} characters of code are run.`);
  if (!entry) throw new Failure('bad-input', `path: the shared code has no file ${path}.`);
  return [entry, ...named.filter((file) => file !== entry)];
}
