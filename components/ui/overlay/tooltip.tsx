'use client';

import { Tooltip as RadixTooltip } from 'radix-ui';
import type { ReactNode } from 'react';

interface TooltipProps {
  text: ReactNode;
  /** A focusable element. What the tooltip says must not be the only place that says it. */
  children: ReactNode;
  side?: 'top' | 'right' | 'bottom' | 'left';
}

const openDelayMs = 400;

export function Tooltip({ text, children, side = 'top' }: TooltipProps) {
  return (
    <RadixTooltip.Provider delayDuration={openDelayMs}>
      <RadixTooltip.Root>
        <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
        <RadixTooltip.Portal>
          <RadixTooltip.Content
            side={side}
            sideOffset={5}
            collisionPadding={8}
            className="overlay-fade z-50 max-w-72 rounded-control bg-ink px-2 py-1 text-caption text-inverse"
          >
            {text}
          </RadixTooltip.Content>
        </RadixTooltip.Portal>
      </RadixTooltip.Root>
    </RadixTooltip.Provider>
  );
}
