'use client';

import { useState, useTransition } from 'react';
import { ResumeCodeCard } from '../../../components/take/frame/resume-code-card.tsx';
import { Button } from '../../../components/ui/button/button.tsx';
import { Banner } from '../../../components/ui/feedback/banner.tsx';
import { renewResumeCodeAction } from './actions.ts';

/** A new resume code for one that was lost; the old one ends. */
export function ResumeCodeForm() {
  const [code, setCode] = useState<string | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  if (code) return <ResumeCodeCard code={code} />;
  return (
    <>
      <p className="max-w-prose">
        Your resume code opens this assessment on another machine. If you did not write it down, make a new
        one; the old one then opens nothing.
      </p>
      {message && <Banner live tone="fail" title={message} />}
      <div>
        <Button
          pending={pending}
          onClick={() =>
            startTransition(async () => {
              try {
                const result = await renewResumeCodeAction();
                if (result.ok) setCode(result.value.resumeCode);
                else setMessage(result.message);
              } catch {
                setMessage('The server was not reached. Check the connection and try again.');
              }
            })
          }
        >
          Make a new resume code
        </Button>
      </div>
    </>
  );
}
