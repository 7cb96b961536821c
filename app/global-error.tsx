'use client';

import { ErrorReport } from './error-report.tsx';
import './globals.css';

/** Stands in for the root layout when that itself failed. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Error · Plumbline</title>
        <ErrorReport error={error} retry={reset} />
      </body>
    </html>
  );
}
