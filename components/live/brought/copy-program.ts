import type { QuestionView } from '../../take/workspace/workspace-types.ts';

/** What Run does with a copy of this kind, in words for the button; null where there is nothing to run. */
export function runWords(question: QuestionView): { run: string; running: string } | null {
  switch (question.kind) {
    case 'code':
      return { run: 'Run', running: 'Running' };
    case 'world':
      return { run: `Run ${question.runs.quick} seeds`, running: 'Running' };
    case 'sql':
      // Without visible checks a run would show nothing; statements of one's own need a session of one's own.
      return question.visibleChecks.length === 0 ? null : { run: 'Run the checks', running: 'Checking' };
    case 'choice':
    case 'estimate':
    case 'incident':
    case 'design':
    case 'discussion':
      return null;
  }
}
