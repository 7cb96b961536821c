import { Badge } from '../../../../../components/ui/data/badge.tsx';
import { Pane } from '../../../../../components/ui/layout/pane.tsx';
import { runtimeNames } from '../../../../../domain/form.ts';
import type { StaffAttempt } from '../../../../../server/staff-attempt/read-staff-attempt.ts';
import { ActionButton } from '../../../_form/action-button.tsx';
import { Moment } from '../../../moment.tsx';
import { revokeLinkAction, revokeSessionAction } from '../actions.ts';
import { Accommodation, ExtendStart, NewLink } from './invitation-forms.tsx';

/** Links, the last moment to start, accommodations, open browsers. */
export function InvitationPane({ attempt }: { attempt: StaffAttempt }) {
  const { attemptId, status } = attempt;
  const waiting = status === 'invited' || status === 'accepted' || status === 'lapsed';
  const mayExtend = waiting || status === 'declined';
  return (
    <Pane id="invitation" title="Invitation">
      <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 px-3.5 py-2.5">
        <dt className="text-ink-3">E-mail</dt>
        <dd className="truncate">{attempt.candidate.email}</dd>
        {attempt.candidate.phone && (
          <>
            <dt className="text-ink-3">Phone</dt>
            <dd>{attempt.candidate.phone}</dd>
          </>
        )}
        <dt className="text-ink-3">Start until</dt>
        <dd>
          <Moment at={attempt.startBy} />
        </dd>
        <dt className="text-ink-3">Language</dt>
        <dd>{attempt.runtime ? runtimeNames[attempt.runtime] : 'The candidate chooses'}</dd>
        {attempt.timeZone && (
          <>
            <dt className="text-ink-3">Time zone</dt>
            <dd>{attempt.timeZone}</dd>
          </>
        )}
        {attempt.timeFactor !== null && (
          <>
            <dt className="text-ink-3">Extra time</dt>
            <dd>
              {attempt.timeFactor === 1 ? 'None' : `Factor ${attempt.timeFactor}`}
              <span className="text-ink-3"> · not shown to people who score</span>
            </dd>
          </>
        )}
      </dl>
      <div className="flex flex-wrap gap-2 border-t border-line px-3.5 py-2.5">
        {status !== 'withdrawn' && (
          <NewLink
            attemptId={attemptId}
            mail={attempt.mail}
            mayRemind={status === 'invited' || status === 'accepted'}
          />
        )}
        {mayExtend && <ExtendStart attemptId={attemptId} />}
        {waiting && attempt.timeFactor !== null && (
          <Accommodation attemptId={attemptId} timeFactor={attempt.timeFactor} runtime={attempt.runtime} />
        )}
      </div>
      <h3 className="border-t border-line px-3.5 pt-2 text-caption text-ink-3">Links</h3>
      <ul className="px-3.5 pb-2">
        {attempt.links.map((link) => (
          <li key={link.id} className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1 text-dense">
            <span>
              <Moment at={link.createdAt} />
            </span>
            <span className="text-ink-3">{link.issuedBy ?? 'System'}</span>
            <span className="ml-auto flex items-center gap-2">
              {link.revokedAt ? (
                <Badge>Ended</Badge>
              ) : link.consumedAt ? (
                <Badge tone="pass">
                  Used <Moment at={link.consumedAt} form="short" />
                </Badge>
              ) : (
                <>
                  <span className="text-caption text-ink-3">
                    until <Moment at={link.expiresAt} form="short" />
                  </span>
                  <ActionButton
                    variant="ghost"
                    action={revokeLinkAction.bind(null, { attemptId, linkId: link.id })}
                    done="The link is ended."
                    confirm={{
                      title: 'End this link?',
                      description: 'It opens nothing from then on. Browsers that are open stay open.',
                      label: 'End link',
                    }}
                  >
                    End
                  </ActionButton>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <h3 className="border-t border-line px-3.5 pt-2 text-caption text-ink-3">Browsers</h3>
      {attempt.sessions.length === 0 ? (
        <p className="px-3.5 pb-2 text-ink-2">The candidate has not opened it in any browser yet.</p>
      ) : (
        <ul className="px-3.5 pb-2">
          {attempt.sessions.map((session) => (
            <li key={session.id} className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1 text-dense">
              <span className="min-w-0 flex-1 truncate" title={session.userAgent}>
                {browserName(session.userAgent)}
                <span className="text-ink-3">
                  {session.openedBy === 'resume-code' ? ' · by resume code' : ' · by link'}
                </span>
              </span>
              {session.seenAt && (
                <span className="text-caption text-ink-3">
                  seen <Moment at={session.seenAt} form="short" />
                </span>
              )}
              {session.revokedAt ? (
                <Badge>Ended</Badge>
              ) : (
                <ActionButton
                  variant="ghost"
                  action={revokeSessionAction.bind(null, { attemptId, sessionId: session.id })}
                  done="The session is ended."
                  confirm={{
                    title: 'End the session of this browser?',
                    description:
                      'It is shut out within seconds. What it had sent is kept. The candidate goes on with the resume code or a new link; the clock keeps running.',
                    label: 'End session',
                  }}
                >
                  End
                </ActionButton>
              )}
            </li>
          ))}
        </ul>
      )}
    </Pane>
  );
}

/** "Firefox on Windows": enough to tell two browsers apart; the whole text is in the title. */
function browserName(userAgent: string): string {
  const browser =
    (
      [
        ['Edg/', 'Edge'],
        ['OPR/', 'Opera'],
        ['Firefox/', 'Firefox'],
        ['Chrome/', 'Chrome'],
        ['Safari/', 'Safari'],
      ] as const
    ).find(([mark]) => userAgent.includes(mark))?.[1] ?? 'Browser';
  const system = (
    [
      ['Android', 'Android'],
      ['iPhone', 'iPhone'],
      ['iPad', 'iPad'],
      ['Windows', 'Windows'],
      ['Mac OS X', 'macOS'],
      ['CrOS', 'ChromeOS'],
      ['Linux', 'Linux'],
    ] as const
  ).find(([mark]) => userAgent.includes(mark))?.[1];
  return system ? `${browser} on ${system}` : browser;
}
