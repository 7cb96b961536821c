import { ButtonLink } from '../../../../../components/ui/button/button.tsx';
import { Banner } from '../../../../../components/ui/feedback/banner.tsx';
import type { DebriefPage } from '../../../../../server/live/debrief/read-debrief-page.ts';
import { OpenDebrief } from './open-debrief.tsx';

interface DebriefWaitsProps {
  attemptId: string;
  page: Extract<DebriefPage, { kind: 'waiting' }>;
}

/** Why the debrief is not open for the reader, who is awaited, and what to do next. */
export function DebriefWaits({ attemptId, page }: DebriefWaitsProps) {
  return (
    <div className="flex flex-col gap-4 p-3.5">
      <Banner
        title={titleOf(page)}
        action={
          page.own === 'owed' && page.state === 'closed' ? (
            <ButtonLink
              href={page.maySeeRoom ? `/live/${attemptId}` : `/attempts/${attemptId}/score`}
              variant="primary"
            >
              Your scores
            </ButtonLink>
          ) : undefined
        }
      >
        {detailOf(page)}
      </Banner>
      {page.awaited.names && page.awaited.names.length > 0 && page.state === 'closed' && (
        <section aria-label="Awaited">
          <h2 className="text-dense font-semibold">Awaited</h2>
          <ul>
            {page.awaited.names.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </section>
      )}
      {page.mayOpen && <OpenDebrief attemptId={attemptId} />}
    </div>
  );
}

function titleOf({ state, own, openForOthers }: DebriefWaitsProps['page']): string {
  if (state === 'cancelled') return 'This session was cancelled. It has no debrief.';
  if (state !== 'closed') return 'The session is not over.';
  if (own === 'owed')
    return openForOthers
      ? 'The debrief is open. It opens for you when your scores are in.'
      : 'Your own scores are missing.';
  if (openForOthers) return 'The debrief is for those who scored and for managers.';
  return 'The debrief opens when all scores are in.';
}

function detailOf({ state, own, openForOthers, awaited }: DebriefWaitsProps['page']): string {
  if (state === 'cancelled') return 'A session that is planned again has its own.';
  if (state !== 'closed') return 'Scores are submitted after it; then they are laid side by side here.';
  const others = own === 'owed' ? awaited.count - 1 : awaited.count;
  const who = others === 1 ? '1 other person has' : `${others} other people have`;
  if (own === 'owed')
    return others > 0
      ? `Submit them to see the others'. ${who} not submitted either.`
      : "Submit them to see the others'.";
  if (openForOthers) return 'Whoever watched a session reads no scores of it.';
  return awaited.count === 1
    ? '1 person has not submitted. Nobody sees a score before.'
    : `${awaited.count} people have not submitted. Nobody sees a score before.`;
}
