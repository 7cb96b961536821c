'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { announce } from '../feedback/announcer.ts';
import { Button } from './button.tsx';
import type { ButtonVariants } from './button-variants.ts';
import { IconButton } from './icon-button.tsx';

const copiedShownMs = 2_000;

interface CopyButtonProps {
  /** The text that is copied. */
  value: string;
  /** What is copied, for example "Copy link". */
  label: string;
  iconOnly?: boolean;
  variant?: ButtonVariants['variant'];
  size?: 'small' | 'medium';
}

export function CopyButton({ value, label, iconOnly = false, variant, size }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), copiedShownMs);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
      announce('Copied');
    } catch {
      // Browsers refuse without https or permission: say so rather than pretend.
      setState('refused');
      announce('The browser refused to copy. Select the text and copy it.');
    }
  };
  const shown = state === 'copied' ? 'Copied' : state === 'refused' ? 'The browser refused to copy' : label;
  const icon =
    state === 'copied' ? (
      <Check size={13} strokeWidth={1.75} aria-hidden />
    ) : (
      <Copy size={13} strokeWidth={1.75} aria-hidden />
    );
  if (iconOnly)
    return (
      <IconButton label={label} title={shown} icon={icon} onClick={copy} variant={variant} size={size} />
    );
  return (
    <Button onClick={copy} variant={variant} size={size}>
      {icon}
      {shown}
    </Button>
  );
}
