import { Markdown } from '../../../../components/markdown/markdown.tsx';
import { Badge } from '../../../../components/ui/data/badge.tsx';
import { Pane } from '../../../../components/ui/layout/pane.tsx';
import type { Runtime } from '../../../../domain/form.ts';
import type { StaffQuestionOf } from '../../../../server/bank/read-question-for-staff.ts';

type Parts = NonNullable<StaffQuestionOf<'choice'>['choices']['general']>['parts'];

/** Every option with whether it is right and why, or what picking it shows. */
export function ChoiceKey({
  question,
  runtime,
}: {
  question: StaffQuestionOf<'choice'>;
  runtime: Runtime | null;
}) {
  const choice =
    (runtime ? question.choices.byRuntime[runtime] : undefined) ??
    question.choices.general ??
    Object.values(question.choices.byRuntime)[0];
  if (!choice) return null;
  return (
    <>
      <Pane title="Key" detail="One point for a right pick, one less for a wrong one, not below zero">
        {choice.parts.map((part) => (
          <div key={part.id} className="px-3.5 py-3">
            <p className="max-w-prose font-medium">{part.ask}</p>
            {'options' in part ? <Options part={part} /> : <Grid part={part} />}
          </div>
        ))}
      </Pane>
      <Pane title="Feedback" detail="For staff, and for the candidate after the decision where that is on">
        <Markdown text={choice.feedback} headingOffset={2} className="px-3.5 py-3" />
      </Pane>
    </>
  );
}

function Options({ part }: { part: Extract<Parts[number], { options: unknown }> }) {
  return (
    <ul className="mt-2 flex flex-col gap-2">
      {part.options.map((option) => (
        <li key={option.id} className="flex gap-2.5 border-l-2 border-line-2 pl-2.5">
          <span className="numeric text-ink-3">{option.id}</span>
          <span className="min-w-0">
            <span className="flex flex-wrap items-baseline gap-2">
              <span className="max-w-prose">{option.text}</span>
              {option.right ? <Badge tone="pass">Right</Badge> : <Badge>Wrong</Badge>}
            </span>
            <span className="block max-w-prose text-caption text-ink-2">
              {option.right ? option.because : option.misconception}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Grid({ part }: { part: Extract<Parts[number], { grid: unknown }> }) {
  const { rows, columns, right, wrong } = part.grid;
  const cellOf = (row: string, column: string) => {
    const yes = right.find((cell) => cell.row === row && cell.column === column);
    if (yes) return { right: true, text: yes.because };
    const no = wrong.find((cell) => cell.row === row && cell.column === column);
    return { right: false, text: no?.misconception ?? '' };
  };
  return (
    <div className="mt-2 overflow-x-auto">
      <table className="border-collapse text-dense">
        <thead>
          <tr>
            <th scope="col" className="border border-line px-2 py-1 text-left font-normal">
              <span className="sr-only">Statement</span>
            </th>
            {columns.map((column) => (
              <th key={column.id} scope="col" className="border border-line px-2 py-1 text-left font-medium">
                {column.text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className="border border-line px-2 py-1 text-left font-medium">
                {row.text}
              </th>
              {columns.map((column) => {
                const cell = cellOf(row.id, column.id);
                return (
                  <td
                    key={column.id}
                    className="border border-line px-2 py-1 align-top text-caption text-ink-2"
                  >
                    {cell.right ? <Badge tone="pass">Right</Badge> : <span className="text-ink-3">–</span>}
                    {cell.text && <span className="block max-w-60">{cell.text}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
