import { randomUUID } from 'node:crypto';
import type { Executor } from '../../db/executor.ts';
import { writePastRun } from '../../db/queries/demo.ts';
import type { AnswerFile } from '../../domain/answer.ts';
import { answerFromDocument } from '../../domain/edit-log/answer-from-document.ts';
import type { WorldVerdict } from '../../domain/world/wire.ts';
import { gradeAnswer } from '../../question-bank/proof/grade-answer.ts';
import type { CodeQuestion, WorldQuestion } from '../../question-bank/question.ts';
import type { Verdict } from '../../sandbox/contract.ts';
import { finishedVerdict, publishedSeeds, seedsPassed } from '../attempt/world/published-seeds.ts';
import { readDocumentState } from '../edit-log/read-document-state.ts';
import type { CandidateLoad } from './candidate-load.ts';

type Runner = Pick<CandidateLoad, 'sandbox'>;
interface Ran {
  verdict: Verdict | WorldVerdict | null;
  passed: boolean | null;
}
const fairnessKey = 'demo';

/** A run of the answer as it stood, by the real sandbox: the demo's history shows what really came back. */
export async function writeRun(
  tx: Executor,
  runner: Runner,
  at: {
    attemptId: string;
    question: CodeQuestion | WorldQuestion;
    documentId: string;
    seq: number;
    number: number;
    author: string;
    at: Date;
    itemNumber: number;
  },
): Promise<void> {
  const { question } = at;
  const answer = answerFromDocument(await readDocumentState(tx, at.documentId, at.seq), question.kind);
  if (answer.kind !== 'code' && answer.kind !== 'world') return;
  const { files } = answer;
  const requestId = randomUUID();
  const ran =
    question.kind === 'code'
      ? await runCode(question, runner, { files, requestId })
      : await runWorld(question, runner, { files, requestId });
  // What the sandbox could not run is left out.
  if (!ran) return;
  await writePastRun(tx, {
    attemptId: at.attemptId,
    itemNumber: at.itemNumber,
    number: at.number,
    authorId: at.author,
    documentSeq: at.seq,
    files,
    startedAt: at.at,
    endedAt: new Date(at.at.getTime() + (ran.verdict?.wallMs ?? 0)),
    ...ran,
    requestId,
  });
}

interface Program {
  files: AnswerFile[];
  requestId: string;
}

async function runCode(question: CodeQuestion, { sandbox }: Runner, program: Program): Promise<Ran | null> {
  const { files, requestId } = program;
  const outcome = await gradeAnswer(question, { kind: 'code', files }, sandbox, {
    ...{ requestId, fairnessKey, realCandidate: false, select: 'visible' },
  });
  if (outcome.kind === 'failure') return null;
  return { verdict: outcome.run, passed: outcome.checks.every((check) => check.passed) };
}

async function runWorld(question: WorldQuestion, { sandbox }: Runner, program: Program): Promise<Ran | null> {
  const asked = question.runs.quick;
  const request = publishedSeeds(question, { ...program, asked, fairnessKey });
  const outcome = await sandbox.runWorld({ ...request, realCandidate: false });
  if (outcome.kind === 'failure') return null;
  const verdict = finishedVerdict(outcome.result, asked);
  return { verdict, passed: seedsPassed(verdict) };
}
