import { Badge } from '../../../../../components/ui/data/badge.tsx';
import { Pane } from '../../../../../components/ui/layout/pane.tsx';
import type { StaffAttempt } from '../../../../../server/staff-attempt/read-staff-attempt.ts';
import { Moment } from '../../../moment.tsx';
import { AnswerRequest } from './answer-request.tsx';
import { outcomeTexts, requestTexts } from './status-text.ts';

type Request = StaffAttempt['requests'][number];

/** What the candidate asked, in their own words, with what was answered. Open ones first. */
export function RequestsPane({ attempt }: { attempt: StaffAttempt }) {
  const open = attempt.requests.filter((request) => request.answeredAt === null);
  const answered = attempt.requests.filter((request) => request.answeredAt !== null).toReversed();
  if (attempt.requests.length === 0) return null;
  return (
    <Pane
      id="requests"
      title="Requests"
      detail={
        open.length === 0 ? 'All answered' : open.length === 1 ? '1 to answer' : `${open.length} to answer`
      }
    >
      <ul>
        {[...open, ...answered].map((request) => (
          <li
            key={request.id}
            className="flex flex-col gap-1.5 border-b border-line px-3.5 py-2.5 last:border-b-0"
          >
            <div className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{requestTexts[request.kind]}</span>
              {request.itemNumber !== null && (
                <span className="numeric text-ink-3">Q{request.itemNumber}</span>
              )}
              {request.outcome ? (
                <Badge tone={request.outcome === 'granted' ? 'pass' : 'neutral'}>
                  {outcomeTexts[request.outcome]}
                </Badge>
              ) : (
                <Badge tone="warn">Open</Badge>
              )}
              <span className="ml-auto text-caption text-ink-3">
                {request.createdAt && <Moment at={request.createdAt} />}
              </span>
            </div>
            {request.text && <p className="max-w-prose whitespace-pre-wrap break-words">{request.text}</p>}
            <StateLine state={request.state} />
            {request.answer === null ? (
              <AnswerRequest
                attemptId={attempt.attemptId}
                requestId={request.id}
                kind={request.kind}
                itemNumber={request.itemNumber}
                mayGrantTime={attempt.status === 'running' || attempt.mayReopen}
              />
            ) : (
              <p className="max-w-prose border-l-2 border-line-2 pl-2.5 whitespace-pre-wrap break-words text-ink-2">
                {request.answer}
                <span className="block text-caption text-ink-3">
                  {request.answeredBy ?? 'System'}
                  {request.answeredAt && (
                    <>
                      , <Moment at={request.answeredAt} />
                    </>
                  )}
                </span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Pane>
  );
}

/** What was added automatically, without durations: the section, and the browser's own words. */
function StateLine({ state }: { state: Request['state'] }) {
  const clock = typeof state.clock === 'object' && state.clock !== null ? state.clock : null;
  const section = clock && 'sectionNumber' in clock ? `in section ${String(clock.sectionNumber)}` : null;
  const words = [
    section,
    ...Object.entries(state)
      .filter(
        ([key, value]) => !['clock', 'status'].includes(key) && ['string', 'number'].includes(typeof value),
      )
      .map(([key, value]) => `${key}: ${String(value)}`),
  ].filter((word) => word !== null);
  return words.length === 0 ? null : (
    <p className="truncate text-caption text-ink-3" title={words.join(' · ')}>
      {words.join(' · ')}
    </p>
  );
}
