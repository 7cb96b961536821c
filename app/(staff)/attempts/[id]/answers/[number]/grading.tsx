import { GradedChecks } from '../../../../../../components/report/graded-checks.tsx';
import { TextLink } from '../../../../../../components/ui/button/button.tsx';
import type { AnswerAt } from '../../../../../../server/report/read-answer-at.ts';

/** What rules found of the answer as it was submitted, for those who may read it now. */
export function Grading({ page }: { page: AnswerAt }) {
  const { grading } = page;
  if (grading.state === 'rated') return null;
  return (
    <section aria-label="Graded by rules" className="border-t border-line px-3.5 py-3">
      <h3 className="text-dense font-semibold">
        Graded by rules
        {grading.state === 'graded' && (
          <span className="numeric ml-2 font-normal text-ink-2">
            {Math.round(grading.grade.score * 100)} %
          </span>
        )}
      </h3>
      <Outcome page={page} />
    </section>
  );
}

function Outcome({ page }: { page: AnswerAt }) {
  const { grading } = page;
  const note = 'mt-1 max-w-prose text-caption text-ink-3';
  switch (grading.state) {
    case 'rated':
      return null;
    case 'sealed':
      return (
        <p className={note}>Hidden from you until you have submitted your own ratings of this attempt.</p>
      );
    case 'voided':
      return <p className={note}>Staff have taken this question out of the assessment; it is not graded.</p>;
    case 'unreadable':
      return <p className={note}>Graded, but the checks were stored in a form that is not known any more.</p>;
    case 'not-graded':
      return <p className={note}>Not graded yet. Reload in a moment.</p>;
    case 'graded': {
      const { grade } = grading;
      return (
        <>
          <p className={`${note} mb-1.5`}>
            {grade.documentSeq === page.seq
              ? 'The answer as you see it.'
              : `The answer as it was submitted, edit ${grade.documentSeq}.`}
            {page.kind === 'world' && (
              <>
                {' '}
                <TextLink href={`/attempts/${page.attemptId}/worlds/${page.number}`} className="underline">
                  Seeds of the world
                </TextLink>
              </>
            )}
          </p>
          {grade.checks.length === 0 ? (
            <p className="text-dense text-ink-2">
              {grade.verdict === 'unanswered' ? 'Nothing was answered.' : `Verdict: ${grade.verdict}.`}
            </p>
          ) : (
            <GradedChecks checks={grade.checks} />
          )}
        </>
      );
    }
  }
}
