'use client';

import { useState } from 'react';
import { Button } from '../../../../../components/ui/button/button.tsx';
import { notify } from '../../../../../components/ui/feedback/announcer.ts';
import { ActionForm } from '../../../../../components/ui/form/action-form.tsx';
import { TextArea } from '../../../../../components/ui/form/text-area.tsx';
import { Dialog } from '../../../../../components/ui/overlay/dialog.tsx';
import { ActionButton } from '../../../_form/action-button.tsx';
import { restoreQuestionAction, voidQuestionAction } from '../actions.ts';

export function VoidQuestion({
  attemptId,
  number,
  title,
}: {
  attemptId: string;
  number: number;
  title: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="ghost" aria-label={`Void Q${number}`} onClick={() => setOpen(true)}>
        Void
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Void Q${number}?`}
        description={`“${title}” no longer counts in this attempt. The score is computed without it; the answer and its ratings stay, and you can put it back.`}
      >
        <ActionForm
          action={voidQuestionAction}
          submitLabel="Void the question"
          pendingLabel="Voiding"
          variant="danger"
          onDone={() => {
            setOpen(false);
            notify({ tone: 'pass', text: `Q${number} is voided.` });
          }}
        >
          {(errors) => (
            <>
              <input type="hidden" name="attemptId" value={attemptId} />
              <input type="hidden" name="itemNumber" value={number} />
              <TextArea
                label="Reason"
                name="reason"
                required
                rows={3}
                error={errors.reason}
                hint="It stands on the report."
              />
            </>
          )}
        </ActionForm>
      </Dialog>
    </>
  );
}

export function RestoreQuestion({ attemptId, number }: { attemptId: string; number: number }) {
  return (
    <ActionButton
      variant="ghost"
      label={`Put back Q${number}`}
      action={() => restoreQuestionAction({ attemptId, itemNumber: number })}
      done={`Q${number} counts again.`}
    >
      Put back
    </ActionButton>
  );
}
