import { Markdown } from '../../../../components/markdown/markdown.tsx';
import { Pane } from '../../../../components/ui/layout/pane.tsx';
import { bandsOf, type EstimatePart } from '../../../../domain/grading/estimate-key.ts';
import type { StaffQuestionOf } from '../../../../server/bank/read-question-for-staff.ts';

/** Answers with their bands, and the values that known misconceptions lead to. */
export function EstimateKey({ question }: { question: StaffQuestionOf<'estimate'> }) {
  return (
    <>
      <Pane title="Key">
        {question.parts.map((part) => (
          <div key={part.id} className="border-b border-line px-3.5 py-3 last:border-b-0">
            <p className="font-medium">{part.ask}</p>
            <p className="mt-1">
              <Answer part={part} />
            </p>
            {part.traps.length > 0 && (
              <ul className="mt-2 text-caption text-ink-2">
                {part.traps.map((trap) => (
                  <li key={String(trap.value)}>
                    <span className="numeric">{String(trap.value)}</span>: {trap.misconception}
                  </li>
                ))}
              </ul>
            )}
          </div>
        ))}
      </Pane>
      <Pane title="Worked solution">
        <Markdown text={question.worked} headingOffset={2} className="px-3.5 py-3" />
      </Pane>
    </>
  );
}

function Answer({ part }: { part: EstimatePart }) {
  if (part.form === 'pick') {
    return <>{part.options.find((option) => option.id === part.answer)?.text ?? part.answer}</>;
  }
  const { full, half } = bandsOf(part);
  const range = (band: { from: number; to: number }) => `${number(band.from)} to ${number(band.to)}`;
  return (
    <>
      <span className="numeric font-semibold">
        {number(part.answer)} {part.unit}
      </span>
      <span className="text-ink-2">
        {' · '}full marks {range(full)}
        {half ? `, half ${range(half)}` : ''}
      </span>
    </>
  );
}

function number(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 6 });
}
