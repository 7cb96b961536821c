import { Badge } from '../../../../../components/ui/data/badge.tsx';
import {
  Cell,
  HeadCell,
  Row,
  Table,
  TableBody,
  TableHead,
} from '../../../../../components/ui/data/table.tsx';
import { Pane } from '../../../../../components/ui/layout/pane.tsx';
import type { StaffAttempt } from '../../../../../server/staff-attempt/read-staff-attempt.ts';
import { ActionButton } from '../../../_form/action-button.tsx';
import { duration } from '../../../dates.ts';
import { Moment } from '../../../moment.tsx';
import { grantOutageAction } from '../actions.ts';
import { GrantTime } from './grant-time.tsx';
import { basisTexts } from './status-text.ts';

/**
 * Time that was lost. What we lost is measured and given back in one press; the gap of one browser is shown as that and
 * is given by hand, with a reason.
 */
export function OutagePane({ attempt }: { attempt: StaffAttempt }) {
  if (!attempt.started || attempt.judges) return null;
  const { outages, browserGaps, grants } = attempt;
  const ended = attempt.status === 'submitted' || attempt.status === 'graded';
  const mayGrant = attempt.status === 'running' || (ended && attempt.mayReopen);
  return (
    <Pane
      id="time"
      title="Lost and given time"
      actions={
        mayGrant && <GrantTime attemptId={attempt.attemptId} sections={attempt.sections} ended={ended} />
      }
    >
      {ended && !attempt.mayReopen && (
        <p className="border-b border-line px-3.5 py-2 text-ink-2">
          The candidate has submitted. A submission of their own is final, so no time can be given.
        </p>
      )}
      {outages.length === 0 && browserGaps.length === 0 ? (
        <p className="px-3.5 py-2 text-ink-2">No outage of ours and no gap of a browser was measured.</p>
      ) : (
        <Table caption="Outages and gaps that were measured" roomy>
          <TableHead>
            <tr>
              <HeadCell>From</HeadCell>
              <HeadCell>What</HeadCell>
              <HeadCell>Section</HeadCell>
              <HeadCell align="right">Lost</HeadCell>
              <HeadCell align="right">
                <span className="sr-only">Grant</span>
              </HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {outages.map((outage) => (
              <Row key={outage.key}>
                <Cell>
                  <Moment at={outage.from} />
                </Cell>
                <Cell>
                  {outage.kind === 'server' ? 'Our server was not there' : 'Waited for a run, or it failed'}
                </Cell>
                <Cell numeric align="left">
                  {outage.sectionNumber}
                </Cell>
                <Cell numeric>{duration(outage.lostMs)}</Cell>
                <Cell align="right">
                  {outage.granted ? (
                    <Badge tone="pass">Granted</Badge>
                  ) : mayGrant ? (
                    <ActionButton
                      action={grantOutageAction.bind(null, { attemptId: attempt.attemptId, key: outage.key })}
                      done={`${duration(outage.lostMs)} are given back.`}
                      label={`Grant ${duration(outage.lostMs)} for the outage in section ${outage.sectionNumber}`}
                      {...(ended
                        ? {
                            confirm: {
                              title: 'Grant and open the attempt again?',
                              description:
                                'The attempt was ended by the clock. It runs again for this time in the section: receipt and grades are set aside, and it is graded anew afterwards.',
                              label: 'Grant and open again',
                            },
                          }
                        : {})}
                    >
                      Grant {duration(outage.lostMs)}
                    </ActionButton>
                  ) : (
                    <span className="text-ink-3">Not granted</span>
                  )}
                </Cell>
              </Row>
            ))}
            {browserGaps.map((gap) => (
              <Row key={`${gap.sessionId}${gap.from.getTime()}`}>
                <Cell>
                  <Moment at={gap.from} />
                </Cell>
                <Cell className="text-ink-2">One browser was not heard from</Cell>
                <Cell numeric align="left">
                  {gap.sectionNumber}
                </Cell>
                <Cell numeric>{duration(gap.lostMs)}</Cell>
                <Cell align="right" className="text-ink-3">
                  By hand only
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      {grants === null ? (
        <p className="px-3.5 py-2 text-ink-3">You rate this attempt, so given time is not shown to you.</p>
      ) : (
        grants.length > 0 && (
          <Table caption="Time that was given">
            <TableHead>
              <tr>
                <HeadCell>Given</HeadCell>
                <HeadCell>Section</HeadCell>
                <HeadCell>For</HeadCell>
                <HeadCell>Reason</HeadCell>
                <HeadCell>By</HeadCell>
                <HeadCell align="right">Time</HeadCell>
              </tr>
            </TableHead>
            <TableBody>
              {grants.map((grant) => (
                <Row key={grant.id}>
                  <Cell>
                    <Moment at={grant.at} />
                  </Cell>
                  <Cell numeric align="left">
                    {grant.sectionNumber ?? 'all'}
                  </Cell>
                  <Cell>{basisTexts[grant.basis]}</Cell>
                  <Cell className="max-w-60 truncate text-ink-2">
                    <span title={grant.reason}>{grant.reason}</span>
                  </Cell>
                  <Cell className="text-ink-2">{grant.by ?? 'System'}</Cell>
                  <Cell numeric>{duration(grant.grantedMs)}</Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
        )
      )}
    </Pane>
  );
}
