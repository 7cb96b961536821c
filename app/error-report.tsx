'use client';

import { useEffect, useState } from 'react';
import { Button, ButtonLink } from '../components/ui/button/button.tsx';

interface ErrorReportProps {
  error: Error & { digest?: string };
  retry: () => void;
  homeHref?: string;
}

/**
 * What failed, what is safe, what to do. The digest is the number under which the server logged the error; the text of
 * an error never reaches a browser.
 */
export function ErrorReport({ error, retry, homeHref = '/' }: ErrorReportProps) {
  const [requestId, setRequestId] = useState<string | null>(null);
  useEffect(() => {
    setRequestId(document.querySelector('[data-request-id]')?.getAttribute('data-request-id') ?? null);
  }, []);
  return (
    <div className="mx-auto flex w-full max-w-md flex-col gap-3 px-4 pt-[14dvh]">
      <h1 className="text-page">This page could not be shown</h1>
      <p className="text-ink-2">
        Something on our side failed. What was saved is safe. Try again; if it stays, tell an administrator
        the number below.
      </p>
      <p className="numeric text-caption text-ink-3">
        {error.digest ? `Error ${error.digest}` : 'Error in the browser'}
        {requestId ? ` · Request ${requestId}` : ''}
      </p>
      <div className="flex gap-2">
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
        <ButtonLink href={homeHref}>Go to the start page</ButtonLink>
      </div>
    </div>
  );
}
