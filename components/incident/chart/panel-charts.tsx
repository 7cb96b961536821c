import type { IncidentChart as Chart, IncidentClock } from '../../../domain/incident/incident.ts';
import { clockAt } from '../../../domain/incident/investigation.ts';
import { markKey } from './chart-scale.ts';
import { IncidentChart } from './incident-chart.tsx';

/** The charts that are free, side by side on the same hour, and what happened in it. */
export function PanelCharts({ panels, clock }: { panels: readonly Chart[]; clock: IncidentClock }) {
  const marks = [
    ...new Map(panels.flatMap((panel) => panel.marks).map((mark) => [markKey(mark), mark])).values(),
  ].sort((a, b) => a.at - b.at);
  const letters = new Map(marks.map((mark, index) => [markKey(mark), String.fromCharCode(97 + index)]));
  return (
    <div className="shrink-0 border-b border-line bg-panel px-3 pt-1.5 pb-1">
      <div className="grid grid-cols-[repeat(auto-fit,minmax(138px,1fr))] gap-x-3 gap-y-1">
        {panels.map((chart) => (
          <IncidentChart key={chart.id} {...{ chart, clock, letters }} />
        ))}
      </div>
      {marks.length > 0 && (
        <ul className="flex flex-wrap gap-x-4 text-caption text-ink-3">
          {marks.map((mark) => (
            <li key={markKey(mark)}>
              <span className="numeric text-ink-2">{letters.get(markKey(mark))}</span> {mark.label}{' '}
              <span className="numeric">{clockAt(clock.startsAt, mark.at)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
