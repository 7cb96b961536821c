import { DesignRecord } from '../../../../components/design/design-record.tsx';
import { designDifferences } from '../../../../components/design/words/design-differences.ts';
import { DrawingText } from '../../../../components/design/words/drawing-text.tsx';
import { ObjectiveTable } from '../../../../components/design/words/objective-table.tsx';
import { Markdown } from '../../../../components/markdown/markdown.tsx';
import { Pane } from '../../../../components/ui/layout/pane.tsx';
import { writtenPercent } from '../../../../domain/grading/limits.ts';
import type { StaffQuestionOf } from '../../../../server/bank/read-question-for-staff.ts';

/** What a drawing is held against, the start, the reference with its note, and drawings that are known to be wrong. */
export function DesignKey({ question }: { question: StaffQuestionOf<'design'> }) {
  const { objectives, scenario, start, fixed, palette, seed, note, reference, wrong, gradedSeeds } = question;
  const { slo, failure, cost } = question.points;
  const fromStart = designDifferences(start, reference.design);
  return (
    <>
      <Pane
        title="Objectives"
        detail={`Service ${slo} %, failure ${failure} %, cost ${cost} %; the decision note ${writtenPercent} %`}
      >
        <ObjectiveTable {...{ objectives, scenario }} />
        <p className="border-t border-line px-3.5 py-2 text-caption text-ink-2">
          Graded with seeds <span className="numeric">{gradedSeeds.join(', ')}</span>; the candidate runs seed{' '}
          <span className="numeric">{seed}</span>. How far the reference stays from each limit is printed by{' '}
          <code>npm run bank -- check --slug {question.slug}</code>.
        </p>
      </Pane>
      <Pane title="Reference" detail={`${fromStart.length} changes to the start`}>
        <div className="flex flex-col gap-3 px-3.5 py-3">
          <DesignRecord
            design={reference.design}
            publicDesign={{ scenario, objectives, start, fixed, palette, seed, note }}
            note={null}
          />
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
