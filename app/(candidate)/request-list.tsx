import { Badge } from '../../components/ui/data/badge.tsx';
import type { OwnRequest } from '../../server/attempt/request/own-requests.ts';

export const requestNames: Record<OwnRequest['kind'], string> = {
  'more-days': 'More days',
  accommodation: 'Accommodation',
  time: 'Time for an outage',
  'late-edits': 'Late edits',
  problem: 'Problem',
  'human-review': 'Review by people',
  withdraw: 'Withdrawal',
};

const outcomeNames = { granted: 'granted', refused: 'refused', answered: 'answered' } as const;

/** What was asked and what staff answered. */
export function RequestList({ requests }: { requests: readonly OwnRequest[] }) {
  if (requests.length === 0) return null;
  return (
    <ul aria-label="What you asked" className="border-t border-line">
      {requests.map((request) => (
        <li key={request.id} className="border-b border-line py-2">
          <p className="flex flex-wrap items-center gap-2 text-ink">
            <span className="font-medium">
              {requestNames[request.kind]}
              {request.itemNumber !== null && `, question ${request.itemNumber}`}
            </span>
            <Badge
              tone={request.outcome === 'granted' ? 'pass' : request.outcome === null ? 'info' : 'neutral'}
            >
              {request.outcome === null ? 'waiting for an answer' : outcomeNames[request.outcome]}
            </Badge>
          </p>
          <p className="mt-0.5 whitespace-pre-line [overflow-wrap:anywhere]">{request.text}</p>
          {request.answer && (
            <p className="mt-1 border-l-2 border-line-2 pl-2.5 whitespace-pre-line text-ink [overflow-wrap:anywhere]">
              {request.answer}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
