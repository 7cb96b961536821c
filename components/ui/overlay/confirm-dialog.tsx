'use client';

import { AlertDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from '../button/button.tsx';
import { useFocusReturn } from './use-focus-return.ts';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The question, for example "Submit section 2?". */
  title: ReactNode;
  /** What will be true afterwards, and what is lost. */
  description: ReactNode;
  children?: ReactNode;
  /** The verb: "Submit section". */
  confirmLabel: string;
  cancelLabel?: string;
  onConfirm: () => void;
  tone?: 'primary' | 'danger';
  /** The action runs: both buttons wait and the dialog stays. */
  pending?: boolean;
}

/** Asks once before something that cannot be undone. Focus starts on the way back. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  confirmLabel,
  cancelLabel = 'Keep working',
  onConfirm,
  tone = 'primary',
  pending = false,
}: ConfirmDialogProps) {
  const focusReturn = useFocusReturn();
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !pending && onOpenChange(next)}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="overlay-fade fixed inset-0 z-40 bg-scrim" />
        <AlertDialog.Content
          {...focusReturn}
          className="overlay-rise fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100dvh-2rem)] w-[min(calc(100vw-2rem),28rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-overlay border border-line-2 bg-panel shadow-overlay outline-none"
        >
          <div className="min-h-0 overflow-y-auto px-4 pt-4 pb-3">
            <AlertDialog.Title className="text-section">{title}</AlertDialog.Title>
            <AlertDialog.Description asChild>
              <div className="mt-1 text-ui text-ink-2">{description}</div>
            </AlertDialog.Description>
            {children && <div className="mt-3">{children}</div>}
          </div>
          <div className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">
            <AlertDialog.Cancel asChild>
              <Button disabled={pending}>{cancelLabel}</Button>
            </AlertDialog.Cancel>
            <Button variant={tone} pending={pending} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
