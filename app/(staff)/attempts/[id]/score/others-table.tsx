import { TextLink } from '../../../../../components/ui/button/button.tsx';
import {
  Cell,
  HeadCell,
  Row,
  RowHead,
  Table,
  TableBody,
  TableHead,
} from '../../../../../components/ui/data/table.tsx';
import { Section } from '../../../../../components/ui/layout/pane.tsx';
import { levelOf } from '../../../../../domain/dimension.ts';
import type { ScoringPage } from '../../../../../server/scoring/read-scoring-page.ts';

/** What opens after submission: the others' levels beside one's own, and the automatic results. */
export function OthersTable({ page }: { page: ScoringPage }) {
  const rows = page.questions.flatMap((question) =>
    question.dimensions.map((dimension) => ({ question, dimension })),
  );
  const shown = (levelId: string | undefined) =>
    levelId === undefined ? '–' : (levelOf(levelId)?.toString() ?? 'not observed');
  return (
    <div className="max-h-72 shrink-0 overflow-y-auto border-t border-line bg-panel px-3.5 py-3">
      <div className="flex flex-wrap gap-8">
        {page.others && page.others.length > 0 && (
          <Section title="Beside the others" className="min-w-80 flex-1">
            <Table caption="Your levels and the others'">
              <TableHead>
                <tr>
                  <HeadCell>Dimension</HeadCell>
                  <HeadCell align="right">You</HeadCell>
                  {page.others.map((other) => (
                    <HeadCell key={other.name} align="right">
                      {other.name}
                    </HeadCell>
                  ))}
                </tr>
              </TableHead>
              <TableBody>
                {rows.map(({ question, dimension }) => (
                  <Row key={`${question.number}${dimension.code}`}>
                    <RowHead>
                      Q{question.number} {dimension.name}
                    </RowHead>
                    <Cell numeric>
                      {shown(
                        page.ratings.find(
                          (r) => r.itemNumber === question.number && r.dimension === dimension.code,
                        )?.levelId,
                      )}
                    </Cell>
                    {page.others?.map((other) => (
                      <Cell key={other.name} numeric>
                        {other.submitted
                          ? shown(
                              other.ratings.find(
                                (r) => r.itemNumber === question.number && r.dimension === dimension.code,
                              )?.levelId,
                            )
                          : 'not submitted'}
                      </Cell>
                    ))}
                  </Row>
                ))}
              </TableBody>
            </Table>
          </Section>
        )}
        {page.autoResults && (
          <Section title="Automatic results" className="min-w-80 flex-1">
            <Table caption="Automatic results">
              <TableHead>
                <tr>
                  <HeadCell>Question</HeadCell>
                  <HeadCell>Outcome</HeadCell>
                  <HeadCell align="right">Score</HeadCell>
                </tr>
              </TableHead>
              <TableBody>
                {page.autoResults.map((result) => (
                  <Row key={result.number}>
                    <RowHead>
                      Q{result.number} {result.title}
                    </RowHead>
                    <Cell>
                      {result.outcome}
                      {result.kind === 'world' && (
                        <>
                          {' '}
                          <TextLink href={`/attempts/${page.attemptId}/worlds/${result.number}`}>
                            Seeds and timeline
                          </TextLink>
                        </>
                      )}
                    </Cell>
                    <Cell numeric>{Math.round(result.score * 100)} %</Cell>
                  </Row>
                ))}
              </TableBody>
            </Table>
          </Section>
        )}
      </div>
    </div>
  );
}
