'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../../components/ui/button/button.tsx';
import { ActionForm } from '../../../../components/ui/form/action-form.tsx';
import { TextArea } from '../../../../components/ui/form/text-area.tsx';
import { askWithLinkAction, declineWithLinkAction } from './actions.ts';

type Open = 'more-days' | 'accommodation' | 'decline' | null;

/** More days, a private accommodation, or no: before anything is opened. */
export function AskPanel({ token, declined }: { token: string; declined: boolean }) {
  const router = useRouter();
  const [open, setOpen] = useState<Open>(null);
  const done = () => {
    setOpen(null);
    router.refresh();
  };
  return (
    <div className="flex flex-col gap-3">
      <p>
        An accommodation is for example extra time, breaks, a screen reader, or another format. It is asked in
        private, answered before you can start, and not shown to those who score.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button aria-expanded={open === 'more-days'} onClick={() => setOpen('more-days')}>
          Ask for more days
        </Button>
        <Button aria-expanded={open === 'accommodation'} onClick={() => setOpen('accommodation')}>
          Ask for an accommodation
        </Button>
        {!declined && (
          <Button aria-expanded={open === 'decline'} onClick={() => setOpen('decline')}>
            Decline
          </Button>
        )}
      </div>
      {(open === 'more-days' || open === 'accommodation') && (
        <ActionForm
          key={open}
          action={askWithLinkAction}
          submitLabel="Send"
          pendingLabel="Sending"
          doneMessage="Sent. The answer appears on this page."
          onDone={done}
          beside={<Button onClick={() => setOpen(null)}>Cancel</Button>}
        >
          {(errors) => (
            <>
              <input type="hidden" name="token" value={token} />
              <input type="hidden" name="kind" value={open} />
              <TextArea
                name="text"
                label={open === 'more-days' ? 'How many days, or until when' : 'What you need'}
                hint={
                  open === 'more-days'
                    ? undefined
                    : 'You do not have to say why. For example: 25 % more time, a break between sections.'
                }
                error={errors.text}
                required
              />
            </>
          )}
        </ActionForm>
      )}
      {open === 'decline' && (
        <ActionForm
          action={declineWithLinkAction}
          submitLabel="Decline the invitation"
          pendingLabel="Declining"
          variant="danger"
          onDone={done}
          doneMessage="Declined."
          beside={<Button onClick={() => setOpen(null)}>Cancel</Button>}
        >
          {(errors) => (
            <>
              <input type="hidden" name="token" value={token} />
              <TextArea
                name="reason"
                label="Anything you want to say"
                optional
                rows={3}
                hint="You can come back to this link until the last moment to start."
                error={errors.reason}
              />
            </>
          )}
        </ActionForm>
      )}
    </div>
  );
}
