import { type Aid, type AidRule, aidNames, type Rules } from '../../../domain/form.ts';

const marks: Record<AidRule, { word: string; className: string }> = {
  allowed: { word: 'allowed', className: 'border-pass-line bg-pass-soft text-pass' },
  declared: { word: 'allowed if declared', className: 'border-warn-line bg-warn-soft text-warn' },
  forbidden: { word: 'forbidden', className: 'border-fail-line bg-fail-soft text-fail' },
};

const forbidden: AidRule = 'forbidden';
const aids: readonly Aid[] = ['ai', 'web', 'editor'];

/** The blueprint's rules on aids, as they are pinned to this attempt and printed in the report. */
export function RulesList({ rules }: { rules: Rules }) {
  const rows = [
    ...aids.map((aid) => ({ name: aidNames[aid], rule: rules[aid] })),
    { name: "Another person's help", rule: forbidden },
  ];
  return (
    <div>
      <ul className="border-t border-line">
        {rows.map(({ name, rule }) => (
          <li
            key={name}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-1.5"
          >
            <span className="text-ink">{name}</span>
            <span className={`rounded-chip border px-1.5 text-caption font-medium ${marks[rule].className}`}>
              {marks[rule].word}
            </span>
          </li>
        ))}
      </ul>
      {aids.some((aid) => rules[aid] === 'declared') && (
        <p className="mt-2 text-caption text-ink-3">
          Before you submit, you are asked what you used and where. Declaring it has no cost by itself.
        </p>
      )}
    </div>
  );
}
