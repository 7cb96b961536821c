import type { ComponentProps, Ref } from 'react';
import { cn } from '../class-names.ts';
import { controlClassName, Field, type FieldTexts } from './field.tsx';

type NumberFieldProps = FieldTexts &
  Omit<ComponentProps<'input'>, 'required' | 'type' | 'size'> & {
    ref?: Ref<HTMLInputElement>;
    /** Shown inside at the right and part of what is read out: "min", "%". */
    unit?: string;
    /** Whole numbers bring up the plain digit keyboard on touch. */
    whole?: boolean;
    fieldClassName?: string;
  };

/**
 * A number with its unit. It is a text input with a numeric keyboard: `type=number` changes values on a wheel turn
 * and hides what it cannot parse. The receiver parses.
 */
export function NumberField({
  label,
  hint,
  error,
  required,
  optional,
  labelHidden,
  unit,
  whole,
  fieldClassName,
  className,
  ...props
}: NumberFieldProps) {
  const said = unit ? (
    <>
      {label}
      <span className="sr-only"> in {unit}</span>
    </>
  ) : (
    label
  );
  return (
    <Field
      {...{ hint, error, required, optional, labelHidden }}
      label={said}
      id={props.id}
      className={fieldClassName}
    >
      {(control) => (
        <span className="relative flex">
          <input
            autoComplete="off"
            {...props}
            {...control}
            type="text"
            inputMode={whole ? 'numeric' : 'decimal'}
            className={cn(controlClassName, 'numeric h-7 px-2 text-right pointer-coarse:h-11', className)}
            style={unit ? { paddingRight: `${unit.length + 2}ch` } : undefined}
          />
          {unit && (
            <span
              aria-hidden
              className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-caption text-ink-3"
            >
              {unit}
            </span>
          )}
        </span>
      )}
    </Field>
  );
}
