import { Flag } from 'lucide-react';
import Link from 'next/link';
import type { WorkspaceSection } from '../workspace/workspace-types.ts';

/** Every question by section: answered, unanswered, flagged; those that are open can be gone to. */
export function QuestionSummary({
  sections,
  openSections,
}: {
  sections: readonly WorkspaceSection[];
  openSections: readonly number[];
}) {
  return (
    <ul className="border-t border-line">
      {sections.map((section) => {
        const open = openSections.includes(section.number);
        const missing = section.items.filter((item) => !item.answered && !item.voided);
        const flagged = section.items.filter((item) => item.flagged);
        return (
          <li key={section.number} className="border-b border-line py-2">
            <p className="font-medium text-ink">
              {section.number}. {section.title}{' '}
              {!open && <span className="font-normal text-ink-3">(closed)</span>}
            </p>
            <p>
              {section.items.length - missing.length} of {section.items.length} answered
              {missing.length > 0 && '. Without an answer: '}
              {missing.map((item, index) => (
                <span key={item.number}>
                  {index > 0 && (open ? ' ' : ', ')}
                  <QuestionLink number={item.number} open={open} />
                </span>
              ))}
            </p>
            {flagged.length > 0 && (
              <p className="flex flex-wrap items-center gap-1">
                <Flag size={12} strokeWidth={1.75} aria-hidden className="text-warn" />
                Flagged:
                {flagged.map((item) => (
                  <QuestionLink key={item.number} number={item.number} open={open} />
                ))}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function QuestionLink({ number, open }: { number: number; open: boolean }) {
  if (!open) return <span>{number}</span>;
  return (
    <Link
      href={`/take/q/${number}`}
      prefetch={false}
      aria-label={`Question ${number}`}
      className="inline-block min-w-6 rounded-chip text-center text-accent underline-offset-2 hover:underline"
    >
      {number}
    </Link>
  );
}
