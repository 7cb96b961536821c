'use client';

import { type ReactNode, useState, useTransition } from 'react';
import { Button } from '../../../components/ui/button/button.tsx';
import { notify } from '../../../components/ui/feedback/announcer.ts';
import { ConfirmDialog } from '../../../components/ui/overlay/confirm-dialog.tsx';
import type { ActionResult } from '../../../server/form-action.ts';

interface ActionButtonProps {
  action: () => Promise<ActionResult<unknown>>;
  children: ReactNode;
  /** Said and shown when it is done. */
  done: string;
  /** Asked before, for what cannot simply be taken back. */
  confirm?: { title: string; description: ReactNode; label: string; cancelLabel?: string };
  variant?: 'primary' | 'secondary' | 'danger' | 'ghost';
  size?: 'small' | 'medium';
  /** Names what it is about, where several buttons say the same. */
  label?: string;
}

/** One decision by one press: a server action with its answer as a notice. */
export function ActionButton({
  action,
  children,
  done,
  confirm,
  variant = 'secondary',
  size = 'small',
  label,
}: ActionButtonProps) {
  const [asking, setAsking] = useState(false);
  const [pending, startTransition] = useTransition();
  const run = () =>
    startTransition(async () => {
      let result: ActionResult<unknown>;
      try {
        result = await action();
      } catch {
        notify({
          tone: 'fail',
          text: 'The server was not reached. Nothing was changed. Check the connection and try again.',
        });
        return;
      }
      setAsking(false);
      notify(
        result.ok
          ? { tone: 'pass', text: done }
          : { tone: 'fail', text: result.message.replace(/^[A-Za-z.]+: /u, '') },
      );
    });
  return (
    <>
      <Button
        size={size}
        variant={variant}
        pending={pending}
        aria-label={label}
        onClick={confirm ? () => setAsking(true) : run}
      >
        {children}
      </Button>
      {confirm && (
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={confirm.title}
          description={confirm.description}
          confirmLabel={confirm.label}
          cancelLabel={confirm.cancelLabel ?? 'Cancel'}
          tone={variant === 'danger' ? 'danger' : 'primary'}
          pending={pending}
          onConfirm={run}
        />
      )}
    </>
  );
}
