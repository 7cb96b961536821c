import { TabCount } from '../../../../../components/ui/data/tabs.tsx';
import { Pane } from '../../../../../components/ui/layout/pane.tsx';
import type { StaffAttempt } from '../../../../../server/staff-attempt/read-staff-attempt.ts';
import { actionName } from '../../../action-name.ts';
import { Moment } from '../../../moment.tsx';

/** Facts for integrity: what happened and when, with the candidate's own words beside it. Never what it means. */
export function FactsPane({ attempt }: { attempt: StaffAttempt }) {
  return (
    <Pane id="events" title="Integrity notes" actions={<TabCount>{attempt.facts.length}</TabCount>}>
      {attempt.facts.length === 0 ? (
        <p className="px-3.5 py-2 text-ink-2">Nothing was recorded.</p>
      ) : (
        <ol className="max-h-96 overflow-y-auto">
          {attempt.facts.map((fact) => (
            <li
              key={fact.id}
              className="flex flex-wrap gap-x-3 border-b border-line px-3.5 py-1.5 last:border-b-0"
            >
              <span className="numeric text-caption text-ink-3">
                {fact.at ? (
                  <Moment at={fact.at} />
                ) : fact.share === null ? (
                  'before the start'
                ) : (
                  `at ${Math.round(fact.share * 100)} %`
                )}
              </span>
              <span className="min-w-0 flex-1">
                {fact.text}
                {fact.itemNumber !== null && <span className="numeric text-ink-3"> Q{fact.itemNumber}</span>}
                {fact.candidateNote && (
                  <span className="block border-l-2 border-line-2 pl-2 break-words whitespace-pre-wrap text-ink-2">
                    {fact.candidateNote}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Pane>
  );
}

/** What was done about the attempt and by whom, from the audit log. */
export function RecordPane({ attempt }: { attempt: StaffAttempt }) {
  return (
    <Pane title="Record" actions={<TabCount>{attempt.record.length}</TabCount>}>
      <ol className="max-h-96 overflow-y-auto">
        {attempt.record.map((row) => (
          <li key={row.id} className="flex gap-x-3 border-b border-line px-3.5 py-1.5 last:border-b-0">
            <span className="numeric text-caption text-ink-3">
              <Moment at={row.at} />
            </span>
            <span className="min-w-0 flex-1">
              {actionName(row.action)}
              {typeof row.data.itemNumber === 'number' && (
                <span className="numeric text-ink-3"> Q{row.data.itemNumber}</span>
              )}
            </span>
            <span className="shrink-0 text-ink-3">
              {row.actorKind === 'candidate' ? 'Candidate' : (row.actorName ?? 'System')}
            </span>
          </li>
        ))}
      </ol>
    </Pane>
  );
}
