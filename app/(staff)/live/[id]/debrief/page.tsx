import type { Metadata } from 'next';
import { PageHeader } from '../../../../../components/shell/page-header.tsx';
import { Badge } from '../../../../../components/ui/data/badge.tsx';
import { Breadcrumbs } from '../../../../../components/ui/data/breadcrumbs.tsx';
import {
  Cell,
  HeadCell,
  Row,
  RowHead,
  Table,
  TableBody,
  TableHead,
} from '../../../../../components/ui/data/table.tsx';
import { Banner } from '../../../../../components/ui/feedback/banner.tsx';
import { dimensionNames, levelOf } from '../../../../../domain/dimension.ts';
import type { Debrief, DebriefRating } from '../../../../../domain/live/debrief.ts';
import { readDebriefPage } from '../../../../../server/live/debrief/read-debrief-page.ts';
import { forStaffPage } from '../../../../../server/staff-page.ts';
import { DebriefWaits } from './debrief-waits.tsx';

export const metadata: Metadata = { title: 'Debrief' };

/** From this difference on, two people saw something else: it is talked about first. */
const talkedAboutFrom = 2;

export default async function DebriefPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const page = await forStaffPage((staff) => readDebriefPage(staff, id));
  return (
    <>
      <PageHeader
        title="Debrief"
        breadcrumbs={
          <Breadcrumbs
            crumbs={[
              { label: 'Sessions', href: '/sessions' },
              { label: 'Session', ...(page.maySeeRoom ? { href: `/live/${id}` } : {}) },
              { label: 'Debrief' },
            ]}
          />
        }
      />
      {page.kind === 'open' ? (
        <DebriefTable debrief={page.debrief} />
      ) : (
        <DebriefWaits attemptId={id} page={page} />
      )}
    </>
  );
}

function DebriefTable({ debrief }: { debrief: Debrief }) {
  const apart = debrief.rows.filter((row) => (row.spread ?? 0) >= talkedAboutFrom).length;
  return (
    <div className="flex flex-col gap-3 p-3.5">
      {debrief.openedBecause !== null && (
        <Banner tone="warn" title="Opened while a rating was missing.">
          {debrief.openedBecause}
        </Banner>
      )}
      <p className="text-ink-2">
        {apart === 0
          ? 'No two people differ by two levels or more.'
          : apart === 1
            ? 'One difference of two levels or more, first.'
            : `${apart} differences of two levels or more, first.`}
      </p>
      <Table caption="Levels side by side, with their evidence" roomy>
        <TableHead>
          <tr>
            <HeadCell>Dimension</HeadCell>
            <HeadCell align="right">Apart</HeadCell>
            {debrief.raters.map((rater) => (
              <HeadCell key={rater.id}>{rater.name}</HeadCell>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {debrief.rows.map((row) => (
            <Row key={`${row.itemNumber}${row.dimension}`}>
              <RowHead>
                {dimensionNames[row.dimension]}
                <span className="block text-caption text-ink-3">
                  {row.itemNumber} {row.title}
                </span>
              </RowHead>
              <Cell numeric>
                {row.spread === null ? (
                  '–'
                ) : row.spread >= talkedAboutFrom ? (
                  <Badge tone="warn">{row.spread}</Badge>
                ) : (
                  row.spread
                )}
              </Cell>
              {debrief.raters.map((rater, index) => (
                <Cell key={rater.id}>
                  <Rating rating={row.ratings[index] ?? null} />
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Rating({ rating }: { rating: DebriefRating | null }) {
  if (!rating) return <span className="text-ink-3">missing</span>;
  const shown = (levelId: string) => levelOf(levelId)?.toString() ?? 'not observed';
  return (
    <div className="flex max-w-prose flex-col gap-0.5">
      <span>
        <span className="numeric font-medium">{shown(rating.levelId)}</span>
        {rating.before !== null && <span className="text-ink-3"> before: {shown(rating.before)}</span>}
        {rating.afterDebrief && <Badge>after debrief</Badge>}
      </span>
      {rating.changeReason && <span className="text-ink-2">Changed: {rating.changeReason}</span>}
      {rating.evidence.map((piece) => (
        <span key={piece.quote} className="text-dense text-ink-2 [overflow-wrap:anywhere]">
          “{piece.quote}” <span className="text-ink-3">{piece.source}</span>
        </span>
      ))}
      {rating.note && <span className="text-dense text-ink-2">{rating.note}</span>}
    </div>
  );
}
