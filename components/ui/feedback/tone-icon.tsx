import { Check, Info, TriangleAlert, X } from 'lucide-react';
import type { NoticeTone } from './announcer.ts';

const icons = { info: Info, pass: Check, warn: TriangleAlert, fail: X } as const;
const colours = { info: 'text-accent', pass: 'text-pass', warn: 'text-warn', fail: 'text-fail' } as const;

/** The shape that goes with a status colour, because colour alone is not enough. */
export function ToneIcon({ tone, size = 14 }: { tone: NoticeTone; size?: number }) {
  const Icon = icons[tone];
  return <Icon size={size} strokeWidth={1.75} className={`shrink-0 ${colours[tone]}`} aria-hidden />;
}
