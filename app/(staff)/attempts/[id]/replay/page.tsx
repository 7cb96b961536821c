import type { Metadata } from 'next';
import { z } from 'zod';
import { PageHeader } from '../../../../../components/shell/page-header.tsx';
import { Breadcrumbs } from '../../../../../components/ui/data/breadcrumbs.tsx';
import { EmptyState } from '../../../../../components/ui/feedback/empty-state.tsx';
import { trackNumberMin } from '../../../../../domain/replay/tracks.ts';
import { readReplay } from '../../../../../server/report/read-replay.ts';
import { forStaffPage } from '../../../../../server/staff-page.ts';
import { AttemptReplay } from './attempt-replay.tsx';

export const metadata: Metadata = { title: 'Replay' };

const query = z.object({
  q: z.coerce.number().int().min(trackNumberMin).nullable().catch(null),
  seq: z.coerce.number().int().min(1).nullable().catch(null),
});

interface ReplayPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** A submitted attempt, or with `?q=` and `&seq=` one answer of it at an edit, played from the log. */
export default async function ReplayRoute({ params, searchParams }: ReplayPageProps) {
  const { id } = await params;
  const asked = await searchParams;
  const start = query.parse({ q: asked.q ?? null, seq: asked.seq ?? null });
  const page = await forStaffPage((staff) => readReplay(staff, id));
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title={`Replay of ${page.candidate}`}
        breadcrumbs={
          <Breadcrumbs
            crumbs={[{ label: page.positionTitle }, { label: page.candidate }, { label: 'Replay' }]}
          />
        }
        detail={
          page.mode === 'live'
            ? 'Time since the candidate was admitted'
            : "Time as a share of the candidate's own allowance"
        }
      />
      {page.recordingDeleted ? (
        <EmptyState>
          The candidate declined the recording. The course of the session was deleted; its final state is on
          the answer pages.
        </EmptyState>
      ) : page.items.length === 0 ? (
        <EmptyState>No question was opened in this attempt, so there is nothing to play.</EmptyState>
      ) : (
        <AttemptReplay
          page={page}
          start={{ itemNumber: start.q, seq: start.q === null ? null : start.seq }}
        />
      )}
    </div>
  );
}
