import type { ComponentProps, Ref } from 'react';
import { cn } from '../class-names.ts';
import { controlClassName, Field, type FieldTexts } from './field.tsx';

type TextAreaProps = FieldTexts &
  Omit<ComponentProps<'textarea'>, 'required'> & {
    ref?: Ref<HTMLTextAreaElement>;
    fieldClassName?: string;
    mono?: boolean;
  };

export function TextArea({
  label,
  hint,
  error,
  required,
  optional,
  labelHidden,
  fieldClassName,
  className,
  mono,
  rows = 4,
  ...props
}: TextAreaProps) {
  return (
    <Field
      {...{ label, hint, error, required, optional, labelHidden }}
      id={props.id}
      className={fieldClassName}
    >
      {(control) => (
        <textarea
          rows={rows}
          {...props}
          {...control}
          className={cn(
            controlClassName,
            'resize-y px-2 py-1.5 text-ui',
            mono && 'font-mono text-code',
            className,
          )}
        />
      )}
    </Field>
  );
}
