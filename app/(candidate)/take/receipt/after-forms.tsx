'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../../components/ui/button/button.tsx';
import { ActionForm } from '../../../../components/ui/form/action-form.tsx';
import { TextArea } from '../../../../components/ui/form/text-area.tsx';
import { askAction, withdrawAction } from '../actions.ts';

type Open = 'human-review' | 'time' | 'late-edits' | 'withdraw' | null;

const texts: Record<Exclude<Open, null | 'withdraw'>, { label: string; hint: string; field: string }> = {
  'human-review': {
    label: 'Ask for a review by people',
    hint: 'A person looks again at what was checked by rules.',
    field: 'What should be looked at',
  },
  time: {
    label: 'Ask for time that was lost',
    hint: 'The measured times are added by us.',
    field: 'What happened',
  },
  'late-edits': {
    label: 'Ask that late edits count',
    hint: 'Staff see the times of the edits beside outages and gaps.',
    field: 'Why they were late',
  },
};

/** What remains in the candidate's hands after submitting. */
export function AfterForms({ hasOutage, hasLate }: { hasOutage: boolean; hasLate: boolean }) {
  const router = useRouter();
  const [open, setOpen] = useState<Open>(null);
  const done = () => {
    setOpen(null);
    router.refresh();
  };
  const kinds: Exclude<Open, null | 'withdraw'>[] = [
    'human-review',
    'time',
    ...(hasLate ? (['late-edits'] satisfies Open[]) : []),
  ];
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {kinds.map((kind) => (
          <Button
            key={kind}
            variant={kind === 'time' && hasOutage ? 'primary' : 'secondary'}
            aria-expanded={open === kind}
            onClick={() => setOpen(kind)}
          >
            {texts[kind].label}
          </Button>
        ))}
        <Button aria-expanded={open === 'withdraw'} onClick={() => setOpen('withdraw')}>
          Withdraw
        </Button>
      </div>
      {open !== null && open !== 'withdraw' && (
        <ActionForm
          key={open}
          label={texts[open].label}
          action={askAction}
          submitLabel="Send"
          pendingLabel="Sending"
          onDone={done}
          doneMessage="Sent. The answer appears on this page."
          beside={<Button onClick={() => setOpen(null)}>Cancel</Button>}
        >
          {(errors) => (
            <>
              <input type="hidden" name="kind" value={open} />
              <TextArea
                name="text"
                label={texts[open].field}
                hint={texts[open].hint}
                error={errors.text}
                required
              />
            </>
          )}
        </ActionForm>
      )}
      {open === 'withdraw' && (
        <ActionForm
          label="Withdraw"
          action={withdrawAction}
          submitLabel="Withdraw my application"
          pendingLabel="Withdrawing"
          variant="danger"
          onDone={done}
          beside={<Button onClick={() => setOpen(null)}>Cancel</Button>}
        >
          {(errors) => (
            <>
              <p>
                Withdrawing is final: your assessment is not read or scored any further, and it cannot be
                reopened.
              </p>
              <TextArea name="text" label="Anything you want to say" optional rows={3} error={errors.text} />
            </>
          )}
        </ActionForm>
      )}
    </>
  );
}
