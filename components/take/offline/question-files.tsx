'use client';

import { ButtonLink } from '../../ui/button/button.tsx';
import { CandidatePage } from '../frame/candidate-page.tsx';

/**
 * The page of the questions before there are any. `parts` are what that page is drawn with: they are not drawn here, but
 * an answer that holds them names their files, and the system check fetches those.
 */
export function QuestionFiles({ parts }: { parts: readonly unknown[] }) {
  return (
    <CandidatePage title="Assessment">
      <h1 className="text-page">The questions open here after the start</h1>
      <p className="max-w-prose text-ink-2">
        {parts.length > 0 && 'The system check reads this page to load what the questions need. '}
        Go back to the preparation; the clock does not run.
      </p>
      <div>
        <ButtonLink href="/take">Back to the preparation</ButtonLink>
      </div>
    </CandidatePage>
  );
}
