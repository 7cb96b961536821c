import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

// tailwind-merge must know our type roles as sizes, or `text-caption text-ink-2` would lose one of the two.
const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ['chart', 'caption', 'dense', 'code', 'ui', 'section', 'question', 'page', 'report'],
      radius: ['chip', 'control', 'overlay'],
      shadow: ['overlay'],
    },
  },
});

/** Joins class names; a later Tailwind utility replaces an earlier one of the same kind. */
export function cn(...values: ClassValue[]): string {
  return merge(clsx(values));
}
