import { Section } from '../../../../../components/ui/layout/pane.tsx';
import type { ReportPage } from '../../../../../server/report/read-report.ts';

/** What happened, with the candidate's own note; what it means is for people. */
export function IntegrityList({ facts }: { facts: ReportPage['integrity'] }) {
  return (
    <Section title="Integrity facts" detail="Events, not judgements">
      {facts.length === 0 && (
        <p className="border-t border-line py-1.5 text-dense text-ink-3">None were recorded.</p>
      )}
      <ul className="text-dense text-ink-2">
        {facts.map((fact) => (
          <li key={fact.id} className="border-t border-line py-1.5">
            {fact.text}
            {fact.itemNumber !== null && `, Q${fact.itemNumber}`}
            {fact.share === null
              ? ', before the start'
              : `, at ${Math.round(fact.share * 100)} % of own time`}
            .{fact.candidateNote && <span className="block text-ink-3">Candidate: {fact.candidateNote}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
