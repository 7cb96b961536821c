'use client';

import { useState, useTransition } from 'react';
import { Button } from '../../../../../components/ui/button/button.tsx';
import { notify } from '../../../../../components/ui/feedback/announcer.ts';
import { ConfirmDialog } from '../../../../../components/ui/overlay/confirm-dialog.tsx';
import { closePositionAction } from './actions.ts';

export function CloseSwitch({
  positionId,
  title,
  closed,
}: {
  positionId: string;
  title: string;
  closed: boolean;
}) {
  const [asking, setAsking] = useState(false);
  const [pending, startTransition] = useTransition();
  const set = (next: boolean) =>
    startTransition(async () => {
      const result = await closePositionAction({ positionId, closed: next });
      setAsking(false);
      notify(
        result.ok
          ? { tone: 'pass', text: next ? `${title} is closed.` : `${title} is open again.` }
          : { tone: 'fail', text: result.message },
      );
    });
  if (closed) {
    return (
      <Button pending={pending} onClick={() => set(false)}>
        Open again
      </Button>
    );
  }
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        Close position
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Close ${title}?`}
        description="Nobody else can be invited. Candidates who are invited or running go on, reports stay readable, and you can open it again."
        confirmLabel="Close position"
        cancelLabel="Keep it open"
        tone="danger"
        pending={pending}
        onConfirm={() => set(true)}
      />
    </>
  );
}
