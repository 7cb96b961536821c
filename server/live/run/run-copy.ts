import { findDocumentOfItem } from '../../../db/queries/documents.ts';
import type { AnswerFile, AnswerKind } from '../../../domain/answer.ts';
import { answerFromDocument } from '../../../domain/edit-log/answer-from-document.ts';
import { broughtTrackNumber } from '../../../domain/replay/tracks.ts';
import type { Question } from '../../../question-bank/question.ts';
import type { Sandbox, WorldSandbox } from '../../../sandbox/contract.ts';
import type { Lab } from '../../../sandbox/lab/contract.ts';
import { runFailure, runInSandbox } from '../../attempt/question/run-in-sandbox.ts';
import { answerFiles, checkVisible } from '../../attempt/sql/check-visible.ts';
import { labFailure } from '../../attempt/sql/lab-answer.ts';
import { finishedVerdict, publishedSeeds, seedsPassed } from '../../attempt/world/published-seeds.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import { getPinnedQuestion } from '../../pinned-question.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';
import { getBrought } from '../earlier/find-brought.ts';
import { type RoomOutcome, runInRoom } from './run-in-room.ts';
import { runnableFiles } from './runnable-files.ts';

export interface Runners {
  sandbox: Sandbox & WorldSandbox;
  lab: Pick<Lab, 'grade'>;
}

/**
 * Runs the copy of an earlier answer as a candidate's own Run does in an attempt: code and SQL on the visible checks, a
 * world on its quick seeds. The run is the session's; where the copy came from nothing is written, and nothing is graded.
 */
export async function runCopy(
  principal: CandidatePrincipal | StaffPrincipal,
  runners: Runners,
  input: { attemptId: string; number: number; requestId: string },
): Promise<{ number: number }> {
  const { attemptId, number, requestId } = input;
  const { brought } = await getBrought(database().db, principal, { attemptId, number });
  return runInRoom(principal, input, async (tx) => {
    const document = await findDocumentOfItem(tx, { attemptId, purpose: 'live-answer', itemNumber: number });
    if (!document) throw new Error(`earlier answer ${number} of session ${attemptId} has no copy`);
    const question = await getPinnedQuestion(tx, brought.question.hash);
    return {
      track: broughtTrackNumber(number),
      documentId: document.id,
      filesOf: (state) => filesToRun(answerFromDocument(state, question.kind)),
      run: (files, what) => runAnswer(question, runners, { files, what, requestId, attemptId }),
    };
  });
}

function filesToRun(answer: { kind: AnswerKind; files?: readonly AnswerFile[] }): AnswerFile[] {
  const files = runnableFiles(answer.files ?? []);
  const own = answer.kind === 'sql' ? answerFiles(files) : files;
  if (own.length === 0) throw new Failure('bad-input', 'This answer has nothing to run.');
  return own;
}

async function runAnswer(
  question: Question,
  { sandbox, lab }: Runners,
  run: { files: AnswerFile[]; what: string; requestId: string; attemptId: string },
): Promise<RoomOutcome> {
  const { files, what, requestId, attemptId } = run;
  switch (question.kind) {
    case 'code': {
      const outcome = await runInSandbox(question, files, sandbox, { attemptId, requestId });
      if (outcome.kind === 'run') return { kind: 'ran', verdict: outcome.run, passed: outcome.passed };
      const { failure } = outcome;
      return { kind: 'failure', code: failure.code, failure: runFailure(failure, what) };
    }
    case 'world': {
      const asked = question.runs.quick;
      const outcome = await sandbox.runWorld(
        publishedSeeds(question, { files, asked, requestId, fairnessKey: attemptId }),
      );
      if (outcome.kind === 'failure') {
        const { failure } = outcome;
        return { kind: 'failure', code: failure.code, failure: runFailure(failure, what) };
      }
      const verdict = finishedVerdict(outcome.result, asked);
      return { kind: 'ran', verdict, passed: seedsPassed(verdict) };
    }
    case 'sql': {
      const outcome = await checkVisible(question, lab, { files, requestId, fairnessKey: attemptId });
      if (outcome.kind === 'checked')
        return { kind: 'ran', verdict: outcome.verdict, passed: outcome.passed };
      const { failure } = outcome;
      return { kind: 'failure', code: failure.code, failure: labFailure(failure, what) };
    }
    case 'choice':
    case 'estimate':
    case 'incident':
    case 'design':
    case 'discussion':
      throw new Error(`a ${question.kind} has nothing to run`);
  }
}
