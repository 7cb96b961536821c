import { type ComponentProps, type ReactNode, type Ref, useId } from 'react';
import { cn } from '../class-names.ts';
import { FieldError } from './field.tsx';

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'size'> & {
  ref?: Ref<HTMLInputElement>;
  label: ReactNode;
  labelHidden?: boolean;
  hint?: ReactNode;
  error?: ReactNode;
};

/** A native checkbox in our shape. The whole row is the target, so it reaches 24 px, 44 px on touch. */
export function Checkbox({ label, labelHidden, hint, error, className, ...props }: CheckboxProps) {
  const id = useId();
  const describedBy =
    [error ? `${id}-error` : null, hint ? `${id}-hint` : null].filter(Boolean).join(' ') || undefined;
  return (
    <div className={cn('flex flex-col gap-0.5', className)}>
      <label
        className={cn(
          'inline-flex min-h-6 items-start gap-2 py-0.5 text-ui has-disabled:text-ink-3 pointer-coarse:min-h-11 pointer-coarse:items-center',
          labelHidden && 'min-w-6 justify-center pointer-coarse:min-w-11',
        )}
      >
        <input
          {...props}
          type="checkbox"
          aria-describedby={describedBy}
          aria-invalid={error ? true : undefined}
          className="check-mark mt-[3px] shrink-0 rounded-chip pointer-coarse:mt-0"
        />
        <span className={cn('min-w-0', labelHidden && 'sr-only')}>{label}</span>
      </label>
      {hint && (
        <p id={`${id}-hint`} className="pl-[22px] text-caption text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <div className="pl-[22px]">
          <FieldError id={`${id}-error`}>{error}</FieldError>
        </div>
      )}
    </div>
  );
}
