import { Badge } from '../../../../../components/ui/data/badge.tsx';
import { Pane } from '../../../../../components/ui/layout/pane.tsx';
import type { StaffAttempt } from '../../../../../server/staff-attempt/read-staff-attempt.ts';
import { ActionButton } from '../../../_form/action-button.tsx';
import { Moment } from '../../../moment.tsx';
import { withdrawRaterAction } from '../actions.ts';
import { AssignRater } from './assign-rater.tsx';

/** Who rates, each alone, and whether they have submitted. Never what they gave. */
export function RatersPane({ attempt }: { attempt: StaffAttempt }) {
  const { attemptId, raters, assignable } = attempt;
  return (
    <Pane
      id="raters"
      title="Raters"
      detail={
        raters.length === 0
          ? 'Nobody assigned'
          : `${raters.filter((rater) => rater.submittedAt).length} of ${raters.length} submitted`
      }
    >
      <ul>
        {raters.map((rater) => (
          <li key={rater.raterId} className="flex min-h-9 items-center gap-2 border-b border-line px-3.5">
            <span className="min-w-0 flex-1 truncate">{rater.name}</span>
            {rater.submittedAt ? (
              <Badge tone="pass">
                Submitted <Moment at={rater.submittedAt} form="short" />
              </Badge>
            ) : (
              <>
                <span className="text-caption text-ink-3">
                  since <Moment at={rater.assignedAt} form="short" />
                </span>
                <ActionButton
                  variant="ghost"
                  label={`Take off ${rater.name}`}
                  action={withdrawRaterAction.bind(null, { attemptId, raterId: rater.raterId })}
                  done={`${rater.name} no longer rates this attempt.`}
                >
                  Take off
                </ActionButton>
              </>
            )}
          </li>
        ))}
      </ul>
      <div className="px-3.5 py-2.5">
        {assignable.length > 0 ? (
          <AssignRater attemptId={attemptId} people={assignable} />
        ) : (
          <p className="text-caption text-ink-3">Everybody with the interviewer role is assigned.</p>
        )}
        <p className="mt-2 text-caption text-ink-3">
          Each rates alone. Nobody sees another’s scores before submitting their own.
        </p>
      </div>
    </Pane>
  );
}
