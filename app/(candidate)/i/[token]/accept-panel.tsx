'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ResumeCodeCard } from '../../../../components/take/frame/resume-code-card.tsx';
import { Button } from '../../../../components/ui/button/button.tsx';
import { buttonVariants } from '../../../../components/ui/button/button-variants.ts';
import { Banner } from '../../../../components/ui/feedback/banner.tsx';
import { Checkbox } from '../../../../components/ui/form/checkbox.tsx';

/** Consent and the one press that uses the link up; afterwards the resume code, shown once. */
export function AcceptPanel({ token }: { token: string }) {
  const [consent, setConsent] = useState(false);
  const [pending, setPending] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const [done, setDone] = useState<{ resumeCode: string | null } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (done) heading.current?.focus();
  }, [done]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!consent || pending) return;
    setPending(true);
    setMessage(null);
    try {
      const response = await fetch('/api/attempt/accept', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          token,
          consent: true,
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || null,
        }),
      });
      const body: unknown = await response.json();
      const opened = response.ok ? readOpened(body) : null;
      if (opened) setDone(opened);
      else setMessage(readRefusal(body) ?? 'The server did not answer as expected. Load the page again.');
    } catch {
      setMessage('The server was not reached. Nothing was changed. Check the connection and press again.');
    }
    setPending(false);
  };

  if (done) {
    return (
      <div className="flex flex-col gap-4">
        <h3 ref={heading} tabIndex={-1} className="text-section text-ink outline-none">
          The assessment is open in this browser
        </h3>
        {done.resumeCode ? (
          <ResumeCodeCard code={done.resumeCode} />
        ) : (
          <p>
            Your resume code from before still works. On the next page you can make a new one in its place.
          </p>
        )}
        <div>
          {/* A full load: the copy for working without a network belongs to pages that began under /take. */}
          <a href="/take" className={buttonVariants({ variant: 'primary', size: 'large' })}>
            Go on to the preparation
          </a>
        </div>
      </div>
    );
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Checkbox
        label="I have read what is recorded, who sees it and how long it is kept, and I agree."
        checked={consent}
        onChange={(event) => setConsent(event.target.checked)}
      />
      {message && <Banner live tone="fail" title={message} />}
      <div>
        <Button
          type="submit"
          variant="primary"
          size="large"
          pending={pending}
          disabledReason={consent ? undefined : 'Tick the agreement first.'}
        >
          {pending ? 'Opening' : 'Open the assessment in this browser'}
        </Button>
      </div>
      <p className="text-caption text-ink-3">
        This uses the link up. The clock does not start. You then get a code that opens the assessment on
        another machine.
      </p>
    </form>
  );
}

function readOpened(body: unknown): { resumeCode: string | null } | null {
  if (!isRecord(body)) return null;
  const { resumeCode } = body;
  return typeof resumeCode === 'string' || resumeCode === null ? { resumeCode } : null;
}

function readRefusal(body: unknown): string | null {
  const error = isRecord(body) ? body.error : null;
  return isRecord(error) && typeof error.message === 'string'
    ? `${error.message} (request ${String(error.requestId)})`
    : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
