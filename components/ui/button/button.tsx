import Link from 'next/link';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from '../class-names.ts';
import { type ButtonVariants, buttonVariants } from './button-variants.ts';

type ButtonProps = ComponentProps<'button'> &
  ButtonVariants & {
    /** Work is under way: the button stays in place and cannot be pressed again. */
    pending?: boolean;
    /**
     * What is missing before the button can be pressed, shown beside it. The button then stays in the tab order,
     * so that a keyboard or screen reader user finds the reason too.
     */
    disabledReason?: ReactNode;
  };

export function Button({
  variant,
  size,
  className,
  type = 'button',
  pending = false,
  disabledReason,
  onClick,
  ...props
}: ButtonProps) {
  const reasonId = useId();
  const blocked = Boolean(disabledReason);
  const button = (
    <button
      {...props}
      // A button with a reason is never a submit button: Enter in the form must not get round the reason.
      type={blocked ? 'button' : type}
      disabled={props.disabled || pending}
      aria-disabled={blocked || undefined}
      aria-busy={pending || undefined}
      aria-describedby={blocked ? reasonId : props['aria-describedby']}
      onClick={blocked ? undefined : onClick}
      className={cn(buttonVariants({ variant, size }), className)}
    />
  );
  if (!blocked) return button;
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <span id={reasonId} className="text-caption text-ink-3">
        {disabledReason}
      </span>
      {button}
    </span>
  );
}

type ButtonLinkProps = ComponentProps<typeof Link> & ButtonVariants;

/** A link that looks like a button: it goes somewhere, it does not do something. */
export function ButtonLink({ variant, size, className, ...props }: ButtonLinkProps) {
  return <Link {...props} className={cn(buttonVariants({ variant, size }), className)} />;
}

type TextLinkProps = ComponentProps<typeof Link>;

export function TextLink({ className, ...props }: TextLinkProps) {
  return (
    <Link
      {...props}
      className={cn('rounded-chip text-accent underline-offset-2 hover:underline', className)}
    />
  );
}
