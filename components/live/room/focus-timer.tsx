'use client';

import { Banner } from '../../ui/feedback/banner.tsx';
import { durationText, useSince } from './session-time.tsx';

/** The candidate's quiet minutes: nobody speaks until they are over. */
export function FocusTimer({ leftMs, receivedAt }: { leftMs: number | null; receivedAt: number }) {
  const since = useSince(receivedAt);
  if (leftMs === null || leftMs - since <= 0) return null;
  return (
    <Banner live title={`Quiet minutes: ${durationText(leftMs - since)} left.`} className="m-2">
      Nobody speaks until then.
    </Banner>
  );
}
