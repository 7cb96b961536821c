'use client';

import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from '../button/icon-button.tsx';
import { cn } from '../class-names.ts';
import { useFocusReturn } from './use-focus-return.ts';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One or two sentences under the title, read out with it. */
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, at the right; the main one last. */
  footer?: ReactNode;
  /** `sheet` comes from below on narrow screens; `side` stands at the left edge. */
  shape?: 'dialog' | 'sheet' | 'side';
  className?: string;
}

const shapes = {
  dialog:
    'top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[min(calc(100vw-2rem),30rem)] -translate-x-1/2 -translate-y-1/2 rounded-overlay border',
  sheet:
    'right-0 bottom-0 left-0 max-h-[85dvh] rounded-t-overlay border-t sm:top-1/2 sm:right-auto sm:bottom-auto sm:left-1/2 sm:w-[30rem] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-overlay sm:border',
  side: 'top-0 bottom-0 left-0 w-[min(85vw,18rem)] border-r',
} as const;

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  shape = 'dialog',
  className,
}: DialogProps) {
  const focusReturn = useFocusReturn();
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="overlay-fade fixed inset-0 z-40 bg-scrim" />
        <RadixDialog.Content
          {...focusReturn}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'overlay-rise fixed z-40 flex flex-col border-line-2 bg-panel shadow-overlay outline-none',
            shapes[shape],
            className,
          )}
        >
          <div className="flex shrink-0 items-start gap-2 px-4 pt-3">
            <div className="min-w-0 flex-1">
              <RadixDialog.Title className="text-section">{title}</RadixDialog.Title>
              {description && (
                <RadixDialog.Description className="mt-1 text-ui text-ink-2">
                  {description}
                </RadixDialog.Description>
              )}
            </div>
            <RadixDialog.Close asChild>
              <IconButton size="small" label="Close" icon={<X size={14} strokeWidth={1.75} aria-hidden />} />
            </RadixDialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">{children}</div>
          {footer && (
            <div className="flex shrink-0 flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">
              {footer}
            </div>
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
