import { cn } from '../class-names.ts';

/** Two letters of a name; the name stands beside it or is its label. */
export function Avatar({
  name,
  labelled = false,
  className,
}: {
  name: string;
  labelled?: boolean;
  className?: string;
}) {
  const words = name.trim().split(/\s+/u);
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (
    <span
      {...(labelled ? { role: 'img', 'aria-label': name } : { 'aria-hidden': true })}
      className={cn(
        'inline-grid size-5 shrink-0 place-items-center rounded-full border border-line-2 bg-hover text-[0.59375rem] leading-none font-semibold text-ink-2 uppercase',
        className,
      )}
    >
      {first}
      {last}
    </span>
  );
}
