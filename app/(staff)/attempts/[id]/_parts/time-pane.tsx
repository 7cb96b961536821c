import { TextLink } from '../../../../../components/ui/button/button.tsx';
import { Badge } from '../../../../../components/ui/data/badge.tsx';
import {
  Cell,
  HeadCell,
  Row,
  RowHead,
  Table,
  TableBody,
  TableHead,
} from '../../../../../components/ui/data/table.tsx';
import { ProgressBar } from '../../../../../components/ui/feedback/progress-bar.tsx';
import { Pane } from '../../../../../components/ui/layout/pane.tsx';
import type { StaffAttempt } from '../../../../../server/staff-attempt/read-staff-attempt.ts';
import { Moment } from '../../../moment.tsx';
import { kindName } from '../../../positions/_fields/form-sections.tsx';
import { RestoreQuestion, VoidQuestion } from './void-question.tsx';

/** Sections and questions with their state; time only as a share of the person's own allowance. */
export function TimePane({ attempt }: { attempt: StaffAttempt }) {
  const { started } = attempt;
  return (
    <Pane
      title="Sections"
      detail={
        attempt.timeShare === null
          ? 'Not started'
          : `${Math.round(attempt.timeShare * 100)}% of the person’s own time used`
      }
    >
      <Table caption="Sections and questions of this attempt">
        <TableHead>
          <tr>
            <HeadCell>Question</HeadCell>
            <HeadCell>Kind</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell align="right">
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </TableHead>
        {attempt.sections.map((section) => (
          <TableBody key={section.number}>
            <tr>
              <th
                colSpan={2}
                scope="rowgroup"
                className="h-8 border-b border-line bg-sunken px-3.5 text-left font-semibold"
              >
                {section.number}. {section.title}
              </th>
              <td colSpan={2} className="border-b border-line bg-sunken px-2.5 text-caption text-ink-2">
                <SectionState section={section} />
              </td>
            </tr>
            {section.items.map((item) => (
              <Row key={item.number}>
                <RowHead className="max-w-72 truncate font-normal">
                  <span className="numeric mr-2 text-ink-3">Q{item.number}</span>
                  {started ? (
                    <TextLink href={`/attempts/${attempt.attemptId}/answers/${item.number}`}>
                      {item.title}
                    </TextLink>
                  ) : (
                    item.title
                  )}
                </RowHead>
                <Cell className="text-ink-2">{kindName(item.kind)}</Cell>
                <Cell className="text-ink-2">
                  {item.voidReason !== null ? (
                    <span className="flex items-center gap-2">
                      <Badge tone="warn">Voided</Badge>
                      <span className="max-w-60 truncate" title={item.voidReason}>
                        {item.voidReason}
                      </span>
                    </span>
                  ) : item.seen ? (
                    'Seen'
                  ) : started ? (
                    'Not seen'
                  ) : (
                    '–'
                  )}
                </Cell>
                <Cell align="right">
                  {started &&
                    (item.voidReason === null ? (
                      <VoidQuestion attemptId={attempt.attemptId} number={item.number} title={item.title} />
                    ) : (
                      <RestoreQuestion attemptId={attempt.attemptId} number={item.number} />
                    ))}
                </Cell>
              </Row>
            ))}
          </TableBody>
        ))}
      </Table>
    </Pane>
  );
}

function SectionState({ section }: { section: StaffAttempt['sections'][number] }) {
  if (!section.entered) return <>Not entered</>;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {section.share !== null && (
        <span className="flex items-center gap-2">
          <ProgressBar
            value={section.share}
            label={`Time used of section ${section.number}`}
            className="w-14"
          />
          <span className="numeric">{Math.round(section.share * 100)}%</span>
        </span>
      )}
      <span>
        entered {section.enteredAt && <Moment at={section.enteredAt} />}
        {section.left ? (
          <>
            , {section.leftBy === 'deadline' ? 'ended by the clock' : 'left'}{' '}
            {section.leftAt && <Moment at={section.leftAt} />}
          </>
        ) : (
          ', open'
        )}
      </span>
    </span>
  );
}
