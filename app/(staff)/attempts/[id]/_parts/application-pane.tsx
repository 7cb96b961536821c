import { Pane } from '../../../../../components/ui/layout/pane.tsx';
import { type ApplicationAnswers, applicationQuestionLabels } from '../../../../../domain/application.ts';

/** Recruiting answers. Only for managers who do not rate this attempt; never part of a score. */
export function ApplicationPane({ answers }: { answers: ApplicationAnswers }) {
  const { yearsByLanguage, ...plain } = answers;
  const years = Object.entries(yearsByLanguage ?? {}).filter(([, value]) => value !== undefined);
  const rows = [
    ...(['currentPay', 'expectedPay', 'noticePeriod', 'location'] as const).flatMap((key) => {
      const value = plain[key];
      return value ? [{ label: applicationQuestionLabels[key], value }] : [];
    }),
    ...(years.length > 0
      ? [
          {
            label: applicationQuestionLabels.yearsByLanguage,
            value: years.map(([language, value]) => `${language} ${value}`).join(', '),
          },
        ]
      : []),
  ];
  return (
    <Pane title="Application" detail="Not shown to people who score">
      {rows.length === 0 ? (
        <p className="px-3.5 py-2 text-ink-2">The candidate answered none of the application questions.</p>
      ) : (
        <dl className="grid grid-cols-[9rem_minmax(0,1fr)] gap-x-3 gap-y-1 px-3.5 py-2.5">
          {rows.map((row) => (
            <div key={row.label} className="contents">
              <dt className="text-ink-3">{row.label}</dt>
              <dd className="break-words whitespace-pre-wrap">{row.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Pane>
  );
}
