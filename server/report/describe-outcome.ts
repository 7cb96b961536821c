import { isGraded, isRated } from '../../domain/kind.ts';

/** One line for the report's table of questions: what came of it, as a fact. */
export function describeOutcome(
  kind: string,
  grade: { verdict: string; checks: unknown[] } | null,
  ratings: number,
): string {
  const rated = ratings === 0 ? 'Not rated yet' : `${ratings} ${ratings === 1 ? 'rating' : 'ratings'}`;
  if (!isGraded(kind)) return rated;
  const graded = describeGrade(kind, grade);
  const written = kind === 'design' ? 'decision note' : 'postmortem';
  return isRated(kind) ? `${graded}; ${written}: ${rated.toLowerCase()}` : graded;
}

/** What rules found, or that they have not looked yet. */
export function describeGrade(kind: string, grade: { verdict: string; checks: unknown[] } | null): string {
  if (!grade) return 'Not graded yet';
  const checks = grade.checks.filter(isCheck);
  const held = checks.filter((check) => check.passed).length;
  const noun = heldNoun(kind);
  switch (grade.verdict) {
    case 'unanswered':
      return 'No answer';
    case 'error':
      return kind === 'sql' ? 'The script ends with an error' : 'The program ends with an error';
    case 'time-limit':
    case 'memory-limit':
    case 'output-limit':
      return `${held} of ${checks.length} ${noun}; ${grade.verdict.replace('-', ' ')} reached`;
    default:
      return `${held} of ${checks.length} ${noun}`;
  }
}

function heldNoun(kind: string): string {
  switch (kind) {
    case 'world':
      return 'invariants hold';
    case 'code':
    case 'sql':
      return 'checks hold';
    case 'design':
      return 'objectives met';
    default:
      return 'parts right';
  }
}

function isCheck(value: unknown): value is { passed: boolean } {
  return (
    typeof value === 'object' && value !== null && 'passed' in value && typeof value.passed === 'boolean'
  );
}
