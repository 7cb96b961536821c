import { changedWords } from './changed-words.ts';

interface DifferenceProps {
  expected: string | null;
  actual: string | null;
}

/** Expected over actual, with the part that differs marked and said. */
export function Difference({ expected, actual }: DifferenceProps) {
  const splice = expected !== null && actual !== null ? changedWords(expected, actual) : null;
  return (
    <dl className="grid grid-cols-[4.5rem_1fr] gap-x-3 gap-y-1 text-code">
      <dt className="text-caption leading-[1.125rem] text-ink-3">Expected</dt>
      <dd className="min-w-0">
        <Side text={expected} at={splice?.at ?? 0} length={splice?.remove ?? 0} tone="pass" />
      </dd>
      <dt className="text-caption leading-[1.125rem] text-ink-3">Actual</dt>
      <dd className="min-w-0">
        <Side text={actual} at={splice?.at ?? 0} length={splice?.insert.length ?? 0} tone="fail" />
      </dd>
    </dl>
  );
}

const tones = {
  pass: 'bg-pass-soft text-pass no-underline',
  fail: 'bg-fail-soft text-fail underline decoration-2 underline-offset-2',
} as const;

function Side({
  text,
  at,
  length,
  tone,
}: {
  text: string | null;
  at: number;
  length: number;
  tone: 'pass' | 'fail';
}) {
  if (text === null) return <span className="text-ink-3">nothing</span>;
  return (
    <pre className="font-mono whitespace-pre-wrap [overflow-wrap:anywhere]">
      {text.slice(0, at)}
      {length > 0 && <mark className={tones[tone]}>{text.slice(at, at + length)}</mark>}
      {text.slice(at + length)}
      {text === '' && <span className="text-ink-3">empty</span>}
    </pre>
  );
}
