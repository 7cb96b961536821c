import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../class-names.ts';
import { type ButtonVariants, buttonVariants } from './button-variants.ts';

type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  /** Read out and shown as the tooltip; an icon alone says nothing. */
  label: string;
  icon: ReactNode;
  variant?: ButtonVariants['variant'];
  size?: 'small' | 'medium';
};

export function IconButton({
  label,
  icon,
  variant = 'ghost',
  size = 'medium',
  className,
  type = 'button',
  title,
  ...props
}: IconButtonProps) {
  return (
    <button
      {...props}
      type={type}
      aria-label={label}
      title={title ?? label}
      className={cn(
        buttonVariants({ variant, size }),
        'px-0 [&_svg]:shrink-0',
        size === 'small' ? 'w-6' : 'w-7',
        'pointer-coarse:min-w-11',
        className,
      )}
    >
      {icon}
    </button>
  );
}
