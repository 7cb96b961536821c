import { limitText, measureName } from '../../../simulation/load/measured-text.ts';
import { type ObjectiveGroup, objectiveGroups } from '../../../simulation/load/scenario.ts';
import type { DesignQuestionView } from '../design-types.ts';

const groupNames: Record<ObjectiveGroup, string> = { slo: 'Service', failure: 'Failure', cost: 'Cost' };
const columns = ['Objective', 'Measured', 'Limit'] as const;

/** What a drawing is held against, group by group, with the ids that known-wrong drawings are named by. */
export function ObjectiveTable({
  objectives,
  scenario,
}: Pick<DesignQuestionView, 'objectives' | 'scenario'>) {
  const profileOf = (id: string) => scenario.profiles.find((one) => one.id === id)?.title ?? id;
  return (
    <table className="w-full text-dense">
      <caption className="sr-only">Objectives by group</caption>
      <thead>
        <tr className="text-caption text-ink-3">
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className="px-2 py-1.5 text-left font-normal first:pl-3.5 last:pr-3.5 last:text-right"
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {objectiveGroups.flatMap((group) =>
          objectives
            .filter((objective) => objective.group === group)
            .map((objective) => (
              <tr key={objective.id} className="border-t border-line align-baseline">
                <td className="py-1.5 pr-2 pl-3.5">
                  {objective.title}
                  <span className="block text-caption text-ink-3">
                    {groupNames[group]}, {objective.id}
                  </span>
                </td>
                <td className="px-2 py-1.5 text-ink-2">
                  {measureName(objective.measure)}
                  <span className="block text-caption text-ink-3">{profileOf(objective.profile)}</span>
                </td>
                <td className="numeric py-1.5 pr-3.5 pl-2 text-right">{limitText(objective)}</td>
              </tr>
            )),
        )}
      </tbody>
    </table>
  );
}
