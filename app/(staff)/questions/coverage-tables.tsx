import Link from 'next/link';
import { Badge } from '../../../components/ui/data/badge.tsx';
import {
  Cell,
  HeadCell,
  Row,
  RowHead,
  Table,
  TableBody,
  TableHead,
} from '../../../components/ui/data/table.tsx';
import { dimensionCodes, dimensionNames } from '../../../domain/dimension.ts';
import { kinds } from '../../../domain/kind.ts';
import type { Library } from '../../../server/bank/list-questions.ts';
import { kindName } from '../positions/_fields/form-sections.tsx';

/** How much evidence the bank can give: minutes × weight by dimension and kind, and the role's own lines. */
export function CoverageTables({ coverage }: { coverage: Library['coverage'] }) {
  const used = kinds.filter((kind) =>
    dimensionCodes.some((code) => (coverage.evidenceMinutes[code][kind] ?? 0) > 0),
  );
  return (
    <div className="flex flex-col gap-6 bg-panel pb-6">
      <Table caption="Evidence minutes by dimension and kind" className="max-w-3xl">
        <TableHead>
          <tr>
            <HeadCell>Evidence minutes</HeadCell>
            {used.map((kind) => (
              <HeadCell key={kind} align="right">
                {kindName(kind)}
              </HeadCell>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {dimensionCodes.map((code) => (
            <Row key={code}>
              <RowHead className="font-normal">
                <span className="numeric mr-2 text-ink-3">{code}</span>
                {dimensionNames[code]}
              </RowHead>
              {used.map((kind) => (
                <Cell key={kind} numeric className={coverage.evidenceMinutes[code][kind] ? '' : 'text-ink-3'}>
                  {coverage.evidenceMinutes[code][kind]?.toFixed(1) ?? '–'}
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
      <Table caption="Lines of the role and the questions that cover them">
        <TableHead>
          <tr>
            <HeadCell>Line of the role</HeadCell>
            <HeadCell align="right">Questions</HeadCell>
            <HeadCell>Covered by</HeadCell>
          </tr>
        </TableHead>
        <TableBody>
          {coverage.seedItems.map((item) => (
            <Row key={item.code}>
              <RowHead className="max-w-md py-1 font-normal whitespace-normal">
                <span className="numeric mr-2 text-ink-3">{item.code}</span>
                {item.text}
              </RowHead>
              <Cell numeric>{item.slugs.length}</Cell>
              <Cell className="py-1 whitespace-normal">
                {item.slugs.length === 0 ? (
                  <Badge tone="warn">Uncovered</Badge>
                ) : (
                  <span className="flex flex-wrap gap-x-3 text-caption">
                    {item.slugs.map((slug) => (
                      <Link
                        key={slug}
                        href={`/questions/${slug}`}
                        className="numeric inline-flex min-h-6 items-center rounded-chip text-ink-2 underline-offset-2 hover:underline"
                      >
                        {slug}
                      </Link>
                    ))}
                  </span>
                )}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
