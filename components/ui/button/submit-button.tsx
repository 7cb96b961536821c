'use client';

import type { ComponentProps, ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { Button } from './button.tsx';

type SubmitButtonProps = Omit<ComponentProps<typeof Button>, 'type' | 'pending'> & {
  /** Shown while the form's action runs, for example "Saving". */
  pendingLabel?: ReactNode;
};

/** The submit button of a form with a server action: it holds itself while the action runs. */
export function SubmitButton({ children, pendingLabel, variant = 'primary', ...props }: SubmitButtonProps) {
  const { pending } = useFormStatus();
  return (
    <Button {...props} variant={variant} type="submit" pending={pending}>
      {pending && pendingLabel ? pendingLabel : children}
    </Button>
  );
}
