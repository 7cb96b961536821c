import { TextLink } from '../ui/button/button.tsx';
import { Badge } from '../ui/data/badge.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../ui/data/table.tsx';
import { middleHalf } from './middle-half.ts';
import { cohortShownMin } from './strip/strip-scale.ts';
import type { ReportQuestion } from './types.ts';

const percent = (share: number) => `${Math.round(share * 100)}%`;

/** Every question with its score, its time as a share of the person's own allowance, its runs and what came of it. */
export function QuestionOutcomeTable({ questions }: { questions: readonly ReportQuestion[] }) {
  return (
    <Table caption="Questions and outcomes" boxClassName="print:overflow-visible" className="[&_td]:h-auto">
      <TableHead>
        <tr>
          <HeadCell className="bg-transparent">
            <span className="sr-only">Number</span>
          </HeadCell>
          <HeadCell className="bg-transparent">Question</HeadCell>
          <HeadCell className="bg-transparent">Kind</HeadCell>
          <HeadCell className="bg-transparent" align="right">
            Score
          </HeadCell>
          <HeadCell className="bg-transparent print:hidden">
            <span className="sr-only">Score on a line</span>
          </HeadCell>
          <HeadCell className="bg-transparent">Time, of own allowance</HeadCell>
          <HeadCell className="bg-transparent" align="right">
            Runs
          </HeadCell>
          <HeadCell className="bg-transparent">Outcome</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {questions.map((question) => (
          <Row key={question.number} className="break-inside-avoid">
            <Cell numeric align="left" className="text-ink-3">
              {question.number}
            </Cell>
            <RowHead className="min-w-44 py-1 whitespace-normal">
              {question.href ? (
                <TextLink href={question.href} className="text-ink">
                  {question.title}
                </TextLink>
              ) : (
                question.title
              )}
            </RowHead>
            <Cell className="text-ink-3">{question.kind}</Cell>
            <Cell numeric>{question.voided || question.score === null ? '–' : percent(question.score)}</Cell>
            <Cell className="print:hidden">
              {!question.voided && question.score !== null && (
                <ScoreLine score={question.score} cohort={question.cohort ?? []} />
              )}
            </Cell>
            <Cell>{question.timeShare === null ? '–' : <TimeBar share={question.timeShare} />}</Cell>
            <Cell numeric>{question.runs > 0 ? question.runs : '–'}</Cell>
            <Cell className="min-w-40 py-1 whitespace-normal text-ink-2">
              {question.voided ? (
                <>
                  <Badge>voided</Badge> {question.voidReason}
                </>
              ) : (
                <>
                  {question.outcome}
                  {question.outcomeHref && (
                    <>
                      {' '}
                      <TextLink href={question.outcomeHref} className="print:hidden">
                        Seeds and timeline
                      </TextLink>
                    </>
                  )}
                </>
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function ScoreLine({ score, cohort }: { score: number; cohort: readonly number[] }) {
  const band = cohort.length >= cohortShownMin ? middleHalf(cohort) : null;
  return (
    <svg width="120" height="16" aria-hidden="true" className="block">
      <rect y="7" width="120" height="2" fill="var(--hover)" />
      {band && (
        <>
          <rect x={band.from * 120} y="4" width={(band.to - band.from) * 120} height="8" fill="var(--band)" />
          <rect x={band.median * 120} y="4" width="1" height="8" fill="var(--ctl)" />
        </>
      )}
      <circle cx={4.5 + score * 111} cy="8" r="4.2" fill="var(--c1)" />
    </svg>
  );
}

function TimeBar({ share }: { share: number }) {
  const over = share > 1;
  return (
    <span className="inline-flex items-center gap-2">
      <svg width="54" height="6" aria-hidden="true">
        <rect width="44" height="6" fill="var(--hover)" />
        <rect width={Math.min(54, share * 44)} height="6" fill={over ? 'var(--warn)' : 'var(--c7)'} />
      </svg>
      <span className={`numeric text-[0.75rem] ${over ? 'text-warn' : ''}`}>
        {percent(share)}
        {over && <span className="sr-only"> (over)</span>}
      </span>
    </span>
  );
}
