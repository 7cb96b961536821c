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
import { Moment } from '../../../moment.tsx';
import { decideLateEditsAction } from '../actions.ts';

/** Edits that arrived after the deadline: kept aside until staff decide. */
export function LateEditsPane({ attempt }: { attempt: StaffAttempt }) {
  const { attemptId, lateEdits } = attempt;
  if (lateEdits.length === 0) return null;
  const open = lateEdits.filter((row) => row.decision === null);
  const characters = open.reduce((sum, row) => sum + row.characters, 0);
  return (
    <Pane
      id="late-edits"
      title="Late edits"
      detail={
        open.length === 0
          ? 'Decided'
          : `${characters.toLocaleString('en')} characters arrived after the deadline and are not in the answers`
      }
      actions={
        open.length > 0 && (
          <>
            <ActionButton
              action={decideLateEditsAction.bind(null, { attemptId, decision: 'reject' })}
              done="The late edits stay out of the answers."
              confirm={{
                title: 'Leave the late edits out?',
                description: 'The answers stay as they were at the deadline. The candidate is told.',
                label: 'Leave out',
              }}
            >
              Leave out
            </ActionButton>
            <ActionButton
              action={decideLateEditsAction.bind(null, { attemptId, decision: 'accept' })}
              done="The late edits are part of the answers. These questions are graded again."
            >
              Accept
            </ActionButton>
          </>
        )
      }
    >
      <Table caption="Edits that arrived late, by question">
        <TableHead>
          <tr>
            <HeadCell>Question</HeadCell>
            <HeadCell>Received</HeadCell>
            <HeadCell align="right">Characters</HeadCell>
            <HeadCell>Decision</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {lateEdits.map((row) => (
            <Row key={`${row.documentId}${row.decision}`}>
              <Cell numeric align="left">
                {row.itemNumber === null ? '–' : `Q${row.itemNumber}`}
              </Cell>
              <Cell className="text-ink-2">
                <Moment at={row.firstReceivedAt} /> to <Moment at={row.lastReceivedAt} />
              </Cell>
              <Cell numeric>{row.characters.toLocaleString('en')}</Cell>
              <Cell>
                {row.decision === null ? (
                  <Badge tone="warn">Open</Badge>
                ) : row.decision === 'merged' ? (
                  <Badge tone="pass">Accepted</Badge>
                ) : (
                  <Badge>Left out</Badge>
                )}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Pane>
  );
}
