import { cn } from '../ui/class-names.ts';
import { middleHalf } from './middle-half.ts';
import type { DimensionReport, ReportRater } from './types.ts';

/** Levels by rater, with what differs from the dimension's median boxed. Needs at least two raters to say anything. */
export function AgreementTable({
  dimensions,
  raters,
}: {
  dimensions: readonly DimensionReport[];
  raters: readonly ReportRater[];
}) {
  const rows = dimensions.filter((dimension) => dimension.raters.length > 0);
  const cell = 'border-b border-line px-2 py-1 text-center whitespace-nowrap';
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full border-collapse text-dense">
        <caption className="sr-only">Levels by rater; boxed cells differ from the median</caption>
        <thead>
          <tr className="text-caption text-ink-3">
            <th scope="col" className="border-b border-line py-1 text-left font-medium">
              Dimension
            </th>
            {raters.map((rater) => (
              <th key={rater.id} scope="col" className={cn(cell, 'font-medium')}>
                {rater.name}
              </th>
            ))}
            <th scope="col" className={cn(cell, 'font-medium')}>
              Range
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((dimension) => {
            const given = dimension.raters.map((rating) => rating.level);
            const median = middleHalf(given).median;
            return (
              <tr key={dimension.dimension}>
                <th scope="row" className="border-b border-line py-1 pr-2 text-left font-normal">
                  {dimension.name}
                </th>
                {raters.map((rater) => {
                  const level = dimension.raters.find((rating) => rating.raterId === rater.id)?.level;
                  const differs = level !== undefined && given.length > 1 && Math.abs(level - median) >= 0.5;
                  return (
                    <td
                      key={rater.id}
                      className={cn(
                        cell,
                        'numeric',
                        differs && 'bg-accent-soft shadow-[inset_0_0_0_1px_var(--accent-line)]',
                      )}
                    >
                      {level === undefined ? '–' : shortLevel(level)}
                      {differs && <span className="sr-only"> (differs from the median)</span>}
                    </td>
                  );
                })}
                <td className={cn(cell, 'numeric text-ink-3')}>
                  {given.length > 1 ? shortLevel(Math.max(...given) - Math.min(...given)) : '–'}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const shortLevel = (level: number) => (Number.isInteger(level) ? String(level) : level.toFixed(2));
