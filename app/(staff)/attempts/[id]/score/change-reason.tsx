'use client';

import { useState } from 'react';
import { Button } from '../../../../../components/ui/button/button.tsx';
import { TextArea } from '../../../../../components/ui/form/text-area.tsx';
import { Dialog } from '../../../../../components/ui/overlay/dialog.tsx';

interface ChangeReasonProps {
  open: boolean;
  onCancel: () => void;
  onReason: (reason: string) => void;
}

/** Asked before a level changes after submission: the old level stays on record beside the new one and the reason. */
export function ChangeReason({ open, onCancel, onReason }: ChangeReasonProps) {
  const [reason, setReason] = useState('');
  const close = () => {
    setReason('');
    onCancel();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
      }}
      title="Change a submitted level"
      description="Your first level stays on record. The report shows the new one with this reason."
      footer={
        <>
          <Button onClick={close}>Keep the level</Button>
          <Button
            variant="primary"
            disabledReason={reason.trim() === '' ? 'Write a reason' : undefined}
            onClick={() => {
              onReason(reason.trim());
              setReason('');
            }}
          >
            Change the level
          </Button>
        </>
      }
    >
      <TextArea
        label="Reason"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        rows={3}
        maxLength={2000}
        required
      />
    </Dialog>
  );
}
