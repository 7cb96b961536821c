'use client';

import { ErrorReport } from '../error-report.tsx';

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <ErrorReport error={error} retry={reset} homeHref="/take" />;
}
