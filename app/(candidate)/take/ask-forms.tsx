'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../components/ui/button/button.tsx';
import { ActionForm } from '../../../components/ui/form/action-form.tsx';
import { TextArea } from '../../../components/ui/form/text-area.tsx';
import { askAction, declineAction } from './actions.ts';

/** More days, a private accommodation, or no, from the session. */
export function AskForms() {
  const router = useRouter();
  const [open, setOpen] = useState<'more-days' | 'accommodation' | 'decline' | null>(null);
  const done = () => {
    setOpen(null);
    router.refresh();
  };
  return (
    <>
      <p className="max-w-prose">
        An accommodation is for example extra time, breaks, a screen reader, or another format. It is asked in
        private, answered before you can start, and not shown to those who score.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setOpen('more-days')} aria-expanded={open === 'more-days'}>
          Ask for more days
        </Button>
        <Button onClick={() => setOpen('accommodation')} aria-expanded={open === 'accommodation'}>
          Ask for an accommodation
        </Button>
        <Button onClick={() => setOpen('decline')} aria-expanded={open === 'decline'}>
          Decline
        </Button>
      </div>
      {(open === 'more-days' || open === 'accommodation') && (
        <ActionForm
          key={open}
          action={askAction}
          submitLabel="Send"
          pendingLabel="Sending"
          doneMessage="Sent. The answer appears on this page."
          onDone={done}
          beside={<Button onClick={() => setOpen(null)}>Cancel</Button>}
        >
          {(errors) => (
            <>
              <input type="hidden" name="kind" value={open} />
              <TextArea
                name="text"
                label={open === 'more-days' ? 'How many days, or until when' : 'What you need'}
                error={errors.text}
                required
              />
            </>
          )}
        </ActionForm>
      )}
      {open === 'decline' && (
        <ActionForm
          action={declineAction}
          submitLabel="Decline the invitation"
          variant="danger"
          onDone={done}
          beside={<Button onClick={() => setOpen(null)}>Cancel</Button>}
        >
          {(errors) => (
            <TextArea
              name="reason"
              label="Anything you want to say"
              optional
              rows={3}
              error={errors.reason}
            />
          )}
        </ActionForm>
      )}
    </>
  );
}
