import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import { z } from 'zod';
import { PageHeader } from '../../../../../../components/shell/page-header.tsx';
import { ButtonLink, TextLink } from '../../../../../../components/ui/button/button.tsx';
import { Badge } from '../../../../../../components/ui/data/badge.tsx';
import { Breadcrumbs } from '../../../../../../components/ui/data/breadcrumbs.tsx';
import {
  Cell,
  HeadCell,
  Row,
  RowHead,
  Table,
  TableBody,
  TableHead,
} from '../../../../../../components/ui/data/table.tsx';
import { EmptyState } from '../../../../../../components/ui/feedback/empty-state.tsx';
import { Pane } from '../../../../../../components/ui/layout/pane.tsx';
import { GradedSeed } from '../../../../../../components/world-run/graded-seed.tsx';
import { readWorldOutcome } from '../../../../../../server/report/read-world-outcome.ts';
import { sandbox } from '../../../../../../server/sandbox.ts';
import { forStaffPage } from '../../../../../../server/staff-page.ts';

export const metadata: Metadata = { title: 'World' };

const parameters = z.object({ id: z.string(), number: z.coerce.number().int().min(1).catch(0) });
const query = z.object({ seed: z.coerce.number().int().min(1).nullable().catch(null) });
const seedLinksMax = 12;

interface WorldPageProps {
  params: Promise<{ id: string; number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What a graded world came to: each invariant over the held-out seeds, and one of those seeds to look at. */
export default async function WorldPage({ params, searchParams }: WorldPageProps) {
  const { id, number } = parameters.parse(await params);
  const { seed } = query.parse({ seed: (await searchParams).seed ?? null });
  const page = await forStaffPage((staff) =>
    readWorldOutcome(staff, sandbox(), { attemptId: id, number, seed, requestId: randomUUID() }),
  );
  const here = `/attempts/${id}/worlds/${number}`;
  const cappedBy = page.caps
    .map((cap) => ({ ...cap, place: page.invariants.findIndex(({ name }) => name === cap.broken) }))
    .filter(({ place }) => place >= 0);
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return (
    <>
      <PageHeader
        title={`Q${page.number} ${page.title}`}
        breadcrumbs={
          <Breadcrumbs
            crumbs={[
              { label: page.positionTitle },
              { label: page.candidate },
              { label: `Q${page.number} ${page.title}` },
            ]}
          />
        }
        detail={`${percent(page.score)} on ${page.seeds} held-out seeds`}
        actions={
          <ButtonLink href={`/attempts/${id}/answers/${number}`} size="small">
            Answer
          </ButtonLink>
        }
      />
      <Pane title="Invariants" detail="The seeds are the same for every candidate of this version">
        <Table caption="Invariants">
          <TableHead>
            <tr>
              <HeadCell>Invariant</HeadCell>
              <HeadCell>Outcome</HeadCell>
              <HeadCell>What was seen</HeadCell>
              <HeadCell align="right">Share</HeadCell>
              <HeadCell align="right">Earned</HeadCell>
              <HeadCell>Seeds that break it</HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {page.invariants.map((one, index) => (
              <Row key={one.name}>
                <RowHead className="whitespace-normal">
                  <span className="font-mono">I-{index + 1}</span> {one.title}
                </RowHead>
                <Cell>
                  <Badge tone={one.held ? 'pass' : 'fail'}>{one.held ? 'holds' : 'broken'}</Badge>
                </Cell>
                <Cell className="min-w-64 py-1 whitespace-normal text-ink-2">{one.message}</Cell>
                <Cell numeric>{percent(one.weight)}</Cell>
                <Cell numeric>{percent(one.earned)}</Cell>
                <Cell className="whitespace-normal">
                  {one.failingSeeds.slice(0, seedLinksMax).map((failing) => (
                    <TextLink
                      key={failing}
                      href={`${here}?seed=${failing}`}
                      aria-current={failing === page.trace?.seed ? 'page' : undefined}
                      aria-label={`Seed ${failing}`}
                      className="numeric mr-2 font-mono"
                    >
                      {failing}
                    </TextLink>
                  ))}
                  {one.failingSeeds.length > seedLinksMax &&
                    `and ${one.failingSeeds.length - seedLinksMax} more`}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
        {page.invariants.length === 0 && (
          <EmptyState>No seed was run: nothing was written, or the program did not load.</EmptyState>
        )}
        {cappedBy.map(({ place, broken, atMostPercent }) => (
          <p key={broken} className="px-3.5 py-1 text-caption text-ink-3">
            While I-{place + 1} is broken, the score is at most {atMostPercent} %.
          </p>
        ))}
      </Pane>
      {page.trace && <GradedSeed trace={page.trace} invariants={page.invariants} files={page.files} />}
    </>
  );
}
