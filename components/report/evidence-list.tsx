import type { ReactNode } from 'react';
import { TextLink } from '../ui/button/button.tsx';
import type { ReportEvidence } from './types.ts';

interface EvidenceListProps {
  title: ReactNode;
  evidence: readonly ReportEvidence[];
  /** Said when there is none. */
  none: string;
}

/** What was seen, in the candidate's own words, with where and by whom. Two of them stand side by side. */
export function EvidenceList({ title, evidence, none }: EvidenceListProps) {
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-section">{title}</h2>
      {evidence.length === 0 && <p className="border-t border-line py-2 text-ink-3">{none}</p>}
      <ul>
        {evidence.map((piece) => (
          <li
            key={piece.id}
            className="grid break-inside-avoid grid-cols-[auto_1fr] gap-x-2 border-t border-line py-2 text-ui leading-[1.1875rem]"
          >
            <span className="mt-px h-[17px] rounded-chip border border-line-2 px-1 text-[0.65625rem] leading-4 font-semibold text-ink-2">
              {piece.dimension}
            </span>
            <div className="min-w-0">
              <p className="[overflow-wrap:anywhere]">“{piece.quote}”</p>
              <p className="mt-px text-caption text-ink-3">
                {piece.rater}.{' '}
                {piece.href ? (
                  <TextLink href={piece.href} className="underline">
                    {piece.where}
                  </TextLink>
                ) : (
                  piece.where
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
