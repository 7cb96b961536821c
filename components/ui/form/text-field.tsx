import type { ComponentProps, ReactNode, Ref } from 'react';
import { cn } from '../class-names.ts';
import { controlClassName, Field, type FieldTexts } from './field.tsx';

type TextFieldProps = FieldTexts &
  Omit<ComponentProps<'input'>, 'required' | 'size'> & {
    ref?: Ref<HTMLInputElement>;
    fieldClassName?: string;
    mono?: boolean;
    /** Stands inside the input at the right: a unit, a shortcut. */
    trailing?: ReactNode;
  };

export function TextField({
  label,
  hint,
  error,
  required,
  optional,
  labelHidden,
  fieldClassName,
  className,
  mono,
  trailing,
  ...props
}: TextFieldProps) {
  return (
    <Field
      {...{ label, hint, error, required, optional, labelHidden }}
      id={props.id}
      className={fieldClassName}
    >
      {(control) => (
        <span className="relative flex">
          <input
            type="text"
            {...props}
            {...control}
            className={cn(
              controlClassName,
              'h-7 px-2 pointer-coarse:h-11',
              mono && 'numeric',
              trailing && 'pr-14',
              className,
            )}
          />
          {trailing && (
            <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-caption text-ink-3">
              {trailing}
            </span>
          )}
        </span>
      )}
    </Field>
  );
}
