import { ChevronDown } from 'lucide-react';
import type { ComponentProps, Ref } from 'react';
import { cn } from '../class-names.ts';
import { controlClassName, Field, type FieldTexts } from './field.tsx';

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

type SelectProps = FieldTexts &
  Omit<ComponentProps<'select'>, 'required' | 'children' | 'size'> & {
    ref?: Ref<HTMLSelectElement>;
    options: readonly SelectOption[];
    /** An empty first choice, for a field that starts without one. */
    placeholder?: string;
    fieldClassName?: string;
  };

/** The browser's own select: it works in forms without scripts, on touch and for every screen reader. */
export function Select({
  label,
  hint,
  error,
  required,
  optional,
  labelHidden,
  options,
  placeholder,
  fieldClassName,
  className,
  ...props
}: SelectProps) {
  return (
    <Field
      {...{ label, hint, error, required, optional, labelHidden }}
      id={props.id}
      className={fieldClassName}
    >
      {(control) => (
        <span className="relative flex">
          <select
            {...props}
            {...control}
            className={cn(
              controlClassName,
              'h-7 appearance-none truncate pr-7 pl-2 read-only:bg-panel disabled:bg-sunken pointer-coarse:h-11',
              className,
            )}
          >
            {placeholder !== undefined && <option value="">{placeholder}</option>}
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown
            size={13}
            strokeWidth={1.75}
            aria-hidden
            className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3"
          />
        </span>
      )}
    </Field>
  );
}
