import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cn } from '../class-names.ts';

/** What a control inside a field must carry, so that label, hint and error belong to it for every reader. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  required: boolean | undefined;
}

export interface FieldTexts {
  label: ReactNode;
  /** One line under the label's control: what is expected. */
  hint?: ReactNode;
  /** What is wrong and what to do; replaces nothing, stands under the control. */
  error?: ReactNode;
  required?: boolean;
  /** Marks a field that may stay empty, where most are required. */
  optional?: boolean;
  /** The label is said but not shown, for inputs in tables and toolbars. */
  labelHidden?: boolean;
}

interface FieldProps extends FieldTexts {
  id?: string;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}

/** Label above, control, then hint and error. */
export function Field({
  id,
  label,
  hint,
  error,
  required,
  optional,
  labelHidden,
  className,
  children,
}: FieldProps) {
  const ownId = useId();
  const controlId = id ?? ownId;
  const hintId = `${controlId}-hint`;
  const errorId = `${controlId}-error`;
  const describedBy = [error ? errorId : null, hint ? hintId : null].filter(Boolean).join(' ') || undefined;
  return (
    <div className={cn('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={controlId} className={cn('text-dense font-medium text-ink', labelHidden && 'sr-only')}>
        {label}
        {optional && <span className="font-normal text-ink-3"> (optional)</span>}
      </label>
      {children({
        id: controlId,
        'aria-describedby': describedBy,
        'aria-invalid': error ? true : undefined,
        required: required || undefined,
      })}
      <FieldError id={errorId}>{error}</FieldError>
      {hint && (
        <p id={hintId} className="text-caption text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children?: ReactNode }) {
  if (!children) return null;
  return (
    <p id={id} className="flex items-start gap-1 text-caption text-fail">
      <CircleAlert size={12} strokeWidth={1.75} className="mt-0.5 shrink-0" aria-hidden />
      <span>{children}</span>
    </p>
  );
}

/** The look that every text-like control shares. */
export const controlClassName =
  'w-full min-w-0 rounded-control border border-ctl bg-panel text-dense text-ink transition-colors hover:border-ink-3 disabled:border-line disabled:bg-sunken disabled:text-ink-3 read-only:bg-sunken aria-invalid:border-fail pointer-coarse:text-[1rem]';
