'use client';

import { type ReactNode, useId } from 'react';
import { cn } from '../class-names.ts';
import { FieldError } from './field.tsx';

export interface RadioOption {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

interface RadioGroupProps {
  label: ReactNode;
  labelHidden?: boolean;
  hint?: ReactNode;
  error?: ReactNode;
  name?: string;
  options: readonly RadioOption[];
  value?: string | null;
  defaultValue?: string;
  onChange?: (value: string) => void;
  disabled?: boolean;
  required?: boolean;
  /** Options side by side where they fit. */
  inline?: boolean;
  className?: string;
}

/** Native radios in a fieldset: arrow keys, forms and screen readers come with them. */
export function RadioGroup({
  label,
  labelHidden,
  hint,
  error,
  name,
  options,
  value,
  defaultValue,
  onChange,
  disabled,
  required,
  inline,
  className,
}: RadioGroupProps) {
  const id = useId();
  const controlled = value !== undefined;
  return (
    <fieldset
      disabled={disabled}
      aria-describedby={
        [error ? `${id}-error` : null, hint ? `${id}-hint` : null].filter(Boolean).join(' ') || undefined
      }
      className={cn('flex min-w-0 flex-col gap-0.5', className)}
    >
      <legend className={cn('mb-1 text-dense font-medium', labelHidden && 'sr-only')}>{label}</legend>
      <div className={cn('flex', inline ? 'flex-wrap gap-x-4' : 'flex-col')}>
        {options.map((option) => (
          <label
            key={option.value}
            className="inline-flex min-h-6 items-start gap-2 py-0.5 text-ui has-disabled:text-ink-3 pointer-coarse:min-h-11 pointer-coarse:items-center"
          >
            <input
              type="radio"
              name={name ?? id}
              value={option.value}
              disabled={option.disabled}
              required={required}
              className="check-mark mt-[3px] shrink-0 rounded-full pointer-coarse:mt-0"
              {...(controlled
                ? { checked: value === option.value, onChange: () => onChange?.(option.value) }
                : {
                    defaultChecked: defaultValue === option.value,
                    onChange: () => onChange?.(option.value),
                  })}
            />
            <span className="min-w-0">
              {option.label}
              {option.hint && <span className="block text-caption text-ink-3">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
      {hint && (
        <p id={`${id}-hint`} className="text-caption text-ink-3">
          {hint}
        </p>
      )}
    </fieldset>
  );
}
