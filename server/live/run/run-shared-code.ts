import { findDocumentOfItem } from '../../../db/queries/documents.ts';
import type { AnswerFile } from '../../../domain/answer.ts';
import { answerFromDocument } from '../../../domain/edit-log/answer-from-document.ts';
import { codeTrackNumber } from '../../../domain/replay/tracks.ts';
import type { Sandbox } from '../../../sandbox/contract.ts';
import { runFailure } from '../../attempt/question/run-in-sandbox.ts';
import { candidateRun } from '../../attempt/question/run-view.ts';
import { Failure } from '../../failure.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';
import { runInRoom } from './run-in-room.ts';
import { runnableFiles } from './runnable-files.ts';

/** Runs one file of the shared code as a module, with the others to import from. */
export async function runSharedCode(
  principal: CandidatePrincipal | StaffPrincipal,
  sandbox: Sandbox,
  input: { attemptId: string; path: string; requestId: string },
): Promise<{ number: number }> {
  const { attemptId, path, requestId } = input;
  return runInRoom(principal, input, async (tx) => {
    const document = await findDocumentOfItem(tx, {
      ...{ attemptId, purpose: 'live-code', itemNumber: codeTrackNumber },
    });
    if (!document) throw new Error(`session ${attemptId} has no shared code`);
    return {
      track: codeTrackNumber,
      documentId: document.id,
      filesOf: (state) => {
        const answer = answerFromDocument(state, 'code');
        return withEntryFirst(answer.kind === 'code' ? answer.files : [], path);
      },
      run: async (files, what) => {
        const outcome = await sandbox.run({
          ...{ kind: 'module', entry: path, files, requestId },
          ...{ fairnessKey: attemptId, realCandidate: true },
        });
        return outcome.kind === 'failure'
          ? { kind: 'failure', code: outcome.failure.code, failure: runFailure(outcome.failure, what) }
          : { kind: 'ran', verdict: candidateRun(outcome.verdict), passed: null };
      },
    };
  });
}

/** A run keeps its files with the one that was run first. */
function withEntryFirst(files: readonly AnswerFile[], path: string): AnswerFile[] {
  const named = runnableFiles(files);
  const entry = named.find((file) => file.path === path);
  if (!entry) throw new Failure('bad-input', `path: the shared code has no file ${path}.`);
  return [entry, ...named.filter((file) => file !== entry)];
}
