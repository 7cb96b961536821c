import { Check, Circle } from 'lucide-react';
import { cn } from '../ui/class-names.ts';

export interface FirstLookSteps {
  ran: boolean;
  opened: boolean;
  stepped: boolean;
  followed: boolean;
  mended: boolean;
}

const steps: readonly { key: keyof FirstLookSteps; text: string }[] = [
  { key: 'ran', text: 'Press Run. Most seeds pass, some do not: the red cells, and the list below them.' },
  {
    key: 'opened',
    text: 'A failing seed opens by itself. It is reduced to the fewest faults that still break the invariant.',
  },
  {
    key: 'stepped',
    text: 'Step back and forward with the arrow buttons, or with the arrow keys once you have clicked into the picture. Red boxes show the break, a red cross is a crash, a ring is a redelivery.',
  },
  {
    key: 'followed',
    text: 'Press the link to solution.ts below the picture: it opens the line that made the call.',
  },
  { key: 'mended', text: 'Change the program and run again, until every seed passes.' },
];

/** The first look at the timeline, in practice: what to press, ticked as it is done. */
export function FirstLook({ done }: { done: FirstLookSteps }) {
  const next = steps.find(({ key }) => !done[key]);
  return (
    <section aria-label="First look at the timeline" className="border-b border-line bg-sunken px-3 py-2">
      <ol className="flex flex-col gap-0.5 text-dense">
        {steps.map(({ key, text }) => (
          <li
            key={key}
            aria-current={next?.key === key ? 'step' : undefined}
            className={cn('flex items-baseline gap-2', next?.key === key ? 'text-ink' : 'text-ink-3')}
          >
            {done[key] ? (
              <Check size={12} className="shrink-0 self-center text-pass" aria-hidden />
            ) : (
              <Circle size={10} className="shrink-0 self-center" aria-hidden />
            )}
            <span>
              {text}
              {done[key] && <span className="sr-only"> Done.</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
