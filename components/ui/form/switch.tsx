import { type ComponentProps, type ReactNode, type Ref, useId } from 'react';
import { cn } from '../class-names.ts';

type SwitchProps = Omit<ComponentProps<'input'>, 'type' | 'size' | 'role'> & {
  ref?: Ref<HTMLInputElement>;
  label: ReactNode;
  hint?: ReactNode;
};

/** On or off, at once. A checkbox underneath, so it also works inside a form. */
export function Switch({ label, hint, className, ...props }: SwitchProps) {
  const id = useId();
  return (
    <label
      className={cn(
        'flex min-h-6 items-start gap-2 text-ui has-disabled:text-ink-3 pointer-coarse:min-h-11 pointer-coarse:items-center',
        className,
      )}
    >
      <input
        {...props}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox carries its own checked state.
        role="switch"
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="switch-track mt-0.5 shrink-0"
      />
      <span className="min-w-0">
        {label}
        {hint && (
          <span id={`${id}-hint`} className="block text-caption text-ink-3">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}
