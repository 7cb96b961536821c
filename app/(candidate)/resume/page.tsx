import type { Metadata } from 'next';
import { CandidatePage } from '../../../components/take/frame/candidate-page.tsx';
import { ResumeForm } from './resume-form.tsx';

export const metadata: Metadata = { title: 'Resume' };

export default function ResumePage() {
  return (
    <CandidatePage title="Resume an assessment">
      <div>
        <h1 className="text-page">Resume an assessment</h1>
        <p className="mt-1 max-w-prose text-ink-2">
          Type the code that you were shown after you confirmed your invitation. The assessment opens on this
          machine as it is on the server; other browsers in which it is open stay open. A running clock goes
          on.
        </p>
      </div>
      <ResumeForm />
      <p className="text-caption text-ink-3">
        No code? Open the assessment in the browser in which you confirmed and make a new one there, or ask
        your contact for a new link.
      </p>
    </CandidatePage>
  );
}
