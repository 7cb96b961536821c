import { DrawingText } from '../../../../components/design/drawing-text.tsx';
import { Markdown } from '../../../../components/markdown/markdown.tsx';
import { Pane } from '../../../../components/ui/layout/pane.tsx';
import { designDifferences } from '../../../../domain/design/design-differences.ts';
import { limitText, measureName } from '../../../../domain/design/measured-text.ts';
import { objectiveGroupPoints, writtenPercent } from '../../../../domain/grading/limits.ts';
import type { StaffQuestionOf } from '../../../../server/bank/read-question-for-staff.ts';
import { type ObjectiveGroup, objectiveGroups } from '../../../../simulation/load/scenario.ts';

const groupNames: Record<ObjectiveGroup, string> = { slo: 'Service', failure: 'Failure', cost: 'Cost' };

/** What a drawing is held against, the start, the reference with its note, and drawings that are known to be wrong. */
export function DesignKey({ question }: { question: StaffQuestionOf<'design'> }) {
  const { objectives, scenario, start, reference, wrong, gradedSeeds } = question;
  const { slo, failure, cost } = objectiveGroupPoints;
  const profileOf = (id: string) => scenario.profiles.find((one) => one.id === id)?.title ?? id;
  const fromStart = designDifferences(start, reference.design);
  return (
    <>
      <Pane
        title="Objectives"
        detail={`Service ${slo} %, failure ${failure} %, cost ${cost} %; the decision note ${writtenPercent} %`}
      >
        <table className="w-full text-dense">
          <caption className="sr-only">Objectives by group</caption>
          <thead>
            <tr className="text-left text-caption text-ink-3">
              <th scope="col" className="px-3.5 py-1.5 font-normal">
                Objective
              </th>
              <th scope="col" className="px-2 py-1.5 font-normal">
                Measured
              </th>
              <th scope="col" className="px-3.5 py-1.5 text-right font-normal">
                Limit
              </th>
            </tr>
          </thead>
          <tbody>
            {objectiveGroups.flatMap((group) =>
              objectives
                .filter((objective) => objective.group === group)
                .map((objective) => (
                  <tr key={objective.id} className="border-t border-line align-baseline">
                    <td className="px-3.5 py-1.5">
                      {objective.title}
                      <span className="block text-caption text-ink-3">
                        {groupNames[group]}, {objective.id}
                      </span>
                    </td>
                    <td className="px-2 py-1.5 text-ink-2">
                      {measureName(objective.measure)}
                      <span className="block text-caption text-ink-3">{profileOf(objective.profile)}</span>
                    </td>
                    <td className="numeric px-3.5 py-1.5 text-right">{limitText(objective)}</td>
                  </tr>
                )),
            )}
          </tbody>
        </table>
        <p className="border-t border-line px-3.5 py-2 text-caption text-ink-2">
          Graded with seeds <span className="numeric">{gradedSeeds.join(', ')}</span>; the candidate runs seed{' '}
          <span className="numeric">{question.seed}</span>. How far the reference stays from each limit is
          printed by <code>npm run bank -- check --slug {question.slug}</code>.
        </p>
      </Pane>
      <Pane title="Reference" detail={`${fromStart.length} changes to the start`}>
        <div className="flex flex-col gap-3 px-3.5 py-3">
          <DrawingText design={reference.design} />
          <details>
            <summary className="text-dense">What differs from the start</summary>
            <Lines lines={fromStart} />
          </details>
          <Markdown text={reference.note} headingOffset={2} className="max-w-prose" />
        </div>
      </Pane>
      <Pane title="Start" detail="What the canvas begins with">
        <div className="px-3.5 py-3">
          <DrawingText design={start} />
        </div>
      </Pane>
      <Pane title="Known-wrong drawings" detail="Each misses the objective that is named for it">
        {wrong.map((one) => (
          <details key={one.name} className="border-b border-line px-3.5 py-1.5 last:border-b-0">
            <summary>
              <span className="numeric">{one.name}</span>
              <span className="text-ink-3"> misses {one.check}</span>
            </summary>
            <p className="mt-1.5 text-caption text-ink-3">What differs from the reference</p>
            <Lines lines={designDifferences(reference.design, one.answer.design)} />
          </details>
        ))}
      </Pane>
    </>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="flex list-disc flex-col gap-0.5 py-1.5 pl-4 text-dense text-ink-2">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
