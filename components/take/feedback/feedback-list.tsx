import type { DimensionFeedback } from '../../../domain/report/feedback.ts';

/** Feedback as the candidate reads it: behaviours in words. Staff preview exactly this. */
export function FeedbackList({ feedback }: { feedback: readonly DimensionFeedback[] }) {
  if (feedback.length === 0) {
    return <p>No dimension had enough evidence to say something about it.</p>;
  }
  return (
    <>
      <p className="max-w-prose">
        For each dimension that was assessed: the behaviour that your answers came closest to, and the one of
        the next level. Dimensions with too little evidence are left out.
      </p>
      <ul className="flex flex-col">
        {feedback.map(({ dimension, name, observed, next }) => (
          <li key={dimension} className="border-t border-line py-2.5 first:border-t-0 first:pt-0">
            <h3 className="font-semibold text-ink">{name}</h3>
            <dl className="mt-1 grid max-w-prose gap-x-4 gap-y-1 sm:grid-cols-[6.5rem_1fr]">
              <dt className="text-ink-3">Observed</dt>
              <dd className="text-ink">{observed}</dd>
              <dt className="text-ink-3">Next level</dt>
              <dd>{next ?? 'None: this is the highest level that is described.'}</dd>
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}
