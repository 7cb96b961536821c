import { Pane } from '../../../../components/ui/layout/pane.tsx';
import { dimensionCodes, dimensionNames } from '../../../../domain/dimension.ts';
import type { StaffQuestionOf } from '../../../../server/bank/read-question-for-staff.ts';

/** The interviewer's side of a discussion: behaviours, probes, twists, what must be named. */
export function RubricKey({ rubric }: { rubric: StaffQuestionOf<'discussion'>['rubric'] }) {
  return (
    <>
      <Pane title="Behaviours">
        {dimensionCodes.map((code) => {
          const anchors = rubric.anchors[code];
          if (!anchors) return null;
          return (
            <div key={code} className="border-b border-line px-3.5 py-3 last:border-b-0">
              <h3 className="font-medium">{dimensionNames[code]}</h3>
              <ol className="mt-1.5 flex flex-col gap-1.5">
                {([1, 2, 3, 4] as const).map((level) => (
                  <li key={level} className="flex gap-2.5">
                    <span className="numeric text-ink-3">{level}</span>
                    <span className="max-w-prose">{anchors[level]}</span>
                  </li>
                ))}
              </ol>
            </div>
          );
        })}
      </Pane>
      <Pane title="Conversation">
        <div className="flex flex-col gap-3 px-3.5 py-3">
          <Texts title="Opening" texts={[rubric.opening]} />
          <Texts title="Probes, in order of depth" texts={rubric.probes} />
          <div>
            <h3 className="text-caption text-ink-3">Twists</h3>
            <ul className="mt-1 flex flex-col gap-1.5">
              {rubric.twists.map((twist) => (
                <li key={twist.id} className="max-w-prose">
                  {twist.text}
                  <span className="block text-caption text-ink-2">Listen for: {twist.listenFor}</span>
                </li>
              ))}
            </ul>
          </div>
          {rubric.mustName.length > 0 && <Texts title="Must be named" texts={rubric.mustName} />}
          {rubric.redFlags.length > 0 && <Texts title="Red flags" texts={rubric.redFlags} />}
        </div>
      </Pane>
    </>
  );
}

function Texts({ title, texts }: { title: string; texts: readonly string[] }) {
  return (
    <div>
      <h3 className="text-caption text-ink-3">{title}</h3>
      <ul className="mt-1 list-disc pl-4">
        {texts.map((text) => (
          <li key={text} className="max-w-prose">
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
