import { randomUUID } from 'node:crypto';
import type { Executor } from '../../db/executor.ts';
import { writePastRun } from '../../db/queries/demo.ts';
import type { AnswerFile } from '../../domain/answer.ts';
import type { SqlVerdict } from '../../domain/sql/wire.ts';
import { gradedLabQuestion } from '../../question-bank/proof/grade-answer.ts';
import type { SqlQuestion } from '../../question-bank/question.ts';
import type { Lab } from '../../sandbox/lab/contract.ts';
import { visibleVerdict } from '../attempt/sql/check-visible.ts';
import { keptResult, sessionFile } from '../attempt/sql/execute-sql.ts';
import { labQuestionOf } from '../attempt/sql/lab-question.ts';

export interface SqlVersion {
  /** Of the edit log, when it had come so far. */
  documentSeq: number;
  files: readonly AnswerFile[];
  at: Date;
}

interface SqlHistory {
  attemptId: string;
  itemNumber: number;
  authorId: string;
  question: SqlQuestion;
  versions: readonly SqlVersion[];
}

const fairnessKey = 'demo';
/** Between what a candidate runs before a check. */
const betweenRunsMs = 40_000;

/**
 * What a demo candidate ran on the way to the answer: each version's files in the database as it came to be, a look at the
 * plan of its queries, then the checks. All of it by the real lab; what the lab could not run is left out.
 */
export async function writeSqlRuns(tx: Executor, lab: Lab, history: SqlHistory): Promise<void> {
  const { attemptId, itemNumber, authorId, question, versions } = history;
  const key = `demo:${attemptId}:${itemNumber}`;
  const opening = { key, realCandidate: false, question: labQuestionOf(question) };
  let number = 0;
  const write = async (
    version: SqlVersion,
    at: number,
    files: readonly AnswerFile[],
    verdict: SqlVerdict,
    passed: boolean | null,
  ) => {
    number += 1;
    await writePastRun(tx, {
      ...{ attemptId, itemNumber, number, authorId, documentSeq: version.documentSeq, verdict, passed },
      files: files.map(({ path, text }) => ({ path, text })),
      startedAt: new Date(at),
      endedAt: new Date(at + verdict.wallMs),
      requestId: randomUUID(),
    });
  };

  try {
    for (const [index, version] of versions.entries()) {
      const steps = question.layout.answer.length + 2;
      const timeOf = (step: number) => version.at.getTime() - (steps - step) * betweenRunsMs;
      const began = performance.now();
      const opened = await (index === 0 ? lab.open : lab.reset).call(lab, {
        ...opening,
        requestId: randomUUID(),
      });
      if (opened.kind !== 'ok') return;
      if (index > 0)
        await write(version, timeOf(0), [], { kind: 'reset', wallMs: performance.now() - began }, null);
      for (const [place, { file, runs }] of question.layout.answer.entries()) {
        const sql = version.files.find((one) => one.path === file)?.text ?? '';
        if (sql.trim() === '') continue;
        const explain = runs === 'query' ? 'analyze' : null;
        const startedAt = performance.now();
        const outcome = await lab.execute({
          ...{ key, requestId: randomUUID(), session: 'a', sql },
          ...(explain === null ? {} : { explain }),
        });
        if (outcome.kind !== 'ok') return;
        const verdict: SqlVerdict = {
          ...{ kind: 'execution', session: 'a', explain, ...outcome.value },
          statements: outcome.value.statements.map(keptResult),
          wallMs: performance.now() - startedAt,
        };
        await write(version, timeOf(place + 1), [{ path: sessionFile('a'), text: sql }], verdict, null);
      }
      const graded = await lab.grade({
        ...{ requestId: randomUUID(), fairnessKey, realCandidate: false, select: 'visible' },
        question: gradedLabQuestion(question),
        files: version.files.map(({ path, text }) => ({ path, text })),
      });
      if (graded.kind !== 'ok') return;
      const verdict = visibleVerdict(graded.value);
      const passed = verdict.status === 'ok' && verdict.checks.every((check) => check.passed);
      await write(version, timeOf(steps), version.files, verdict, passed);
    }
  } finally {
    await lab.close({ key });
  }
}
