'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../../../components/ui/button/button.tsx';
import { notify } from '../../../../../components/ui/feedback/announcer.ts';
import { TextArea } from '../../../../../components/ui/form/text-area.tsx';
import { reasonCharactersMax } from '../../../../../domain/live/limits.ts';
import { openDebrief } from './actions.ts';

/** For a manager: the debrief without the ratings that are missing, and why. */
export function OpenDebrief({ attemptId }: { attemptId: string }) {
  const router = useRouter();
  const [reason, setReason] = useState('');
  const [pending, setPending] = useState(false);
  const open = async () => {
    setPending(true);
    const result = await openDebrief({ attemptId, reason: reason.trim() });
    setPending(false);
    if (result.ok) router.refresh();
    else notify({ tone: 'fail', text: result.message });
  };
  return (
    <section aria-label="Open without them" className="flex max-w-prose flex-col gap-2">
      <h2 className="text-dense font-semibold">Open without them</h2>
      <p className="text-ink-2">
        A missing rating is shown as missing. When it comes later it is shown as given after the debrief. The
        reason stands on the debrief page.
      </p>
      <TextArea
        label="Reason"
        value={reason}
        rows={3}
        maxLength={reasonCharactersMax}
        onChange={(event) => setReason(event.target.value)}
      />
      <div>
        <Button
          variant="primary"
          pending={pending}
          disabledReason={reason.trim() === '' ? 'Write a reason' : undefined}
          onClick={() => void open()}
        >
          Open the debrief
        </Button>
      </div>
    </section>
  );
}
