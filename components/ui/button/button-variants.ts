import { cva, type VariantProps } from 'class-variance-authority';

/** One primary (ink) button per view. `link` looks like text and sits inside sentences and table cells. */
export const buttonVariants = cva(
  [
    'inline-flex shrink-0 items-center justify-center gap-1.5 border font-medium whitespace-nowrap transition-colors select-none',
    'rounded-control disabled:cursor-default aria-disabled:cursor-default',
  ],
  {
    variants: {
      variant: {
        primary:
          'border-ink bg-ink text-inverse hover:border-ink-2 hover:bg-ink-2 disabled:border-line disabled:bg-sunken disabled:text-ink-3 aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3',
        secondary:
          'border-line-2 bg-panel text-ink hover:bg-hover disabled:border-line disabled:bg-sunken disabled:text-ink-3 aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3',
        ghost:
          'border-transparent text-ink-2 hover:bg-hover hover:text-ink disabled:text-ink-3 disabled:hover:bg-transparent aria-disabled:text-ink-3 aria-disabled:hover:bg-transparent',
        danger:
          'border-fail-line bg-panel text-fail hover:bg-fail-soft disabled:border-line disabled:bg-sunken disabled:text-ink-3 aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3',
        link: 'rounded-chip border-0 text-accent underline-offset-2 hover:underline disabled:text-ink-3 disabled:no-underline',
      },
      size: {
        small: 'h-6 px-2 text-caption',
        medium: 'h-7 px-2.5 text-dense',
        large: 'h-9 px-4 text-ui',
      },
    },
    compoundVariants: [
      { variant: ['primary', 'secondary', 'ghost', 'danger'], class: 'pointer-coarse:min-h-11' },
      { variant: 'link', class: 'h-auto min-h-6 px-0 text-[length:inherit] leading-[inherit]' },
    ],
    defaultVariants: { variant: 'secondary', size: 'medium' },
  },
);

export type ButtonVariants = VariantProps<typeof buttonVariants>;
