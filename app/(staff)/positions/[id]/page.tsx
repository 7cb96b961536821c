import { Download, Plus, Settings2 } from 'lucide-react';
import type { Metadata } from 'next';
import { PageHeader } from '../../../../components/shell/page-header.tsx';
import { ButtonLink } from '../../../../components/ui/button/button.tsx';
import { Badge } from '../../../../components/ui/data/badge.tsx';
import { LinkTabs } from '../../../../components/ui/data/tabs.tsx';
import { EmptyState } from '../../../../components/ui/feedback/empty-state.tsx';
import { compareCandidates } from '../../../../server/position/compare-candidates.ts';
import {
  type DashboardRow,
  readPositionDashboard,
} from '../../../../server/position/read-position-dashboard.ts';
import { forStaffPage } from '../../../../server/staff-page.ts';
import { CandidateTable } from './candidate-table.tsx';
import { ComparePane } from './compare-pane.tsx';
import { PipelineStrip } from './pipeline-strip.tsx';

export const metadata: Metadata = { title: 'Candidates' };

const tabs = [
  { key: 'active', label: 'Active', has: (row: DashboardRow) => row.tab === 'active' },
  { key: 'needs-you', label: 'Needs you', has: (row: DashboardRow) => row.needsYou },
  { key: 'decided', label: 'Decided', has: (row: DashboardRow) => row.tab === 'decided' },
  { key: 'closed', label: 'Closed', has: (row: DashboardRow) => row.tab === 'closed' },
] as const;

const emptyTexts: Record<(typeof tabs)[number]['key'], string> = {
  active: 'Nobody is on the way. Invite a candidate.',
  'needs-you': 'Nothing waits for you.',
  decided: 'No decisions yet. A decision is recorded on the report.',
  closed: 'Nobody has declined, withdrawn or let the last moment to start pass.',
};

export default async function PositionPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { id } = await params;
  const { tab: wanted, compare } = await searchParams;
  const compared = typeof compare === 'string' ? compare.split(',').filter(Boolean) : [];
  const position = await forStaffPage((principal) => readPositionDashboard(principal, id));
  const comparison =
    compared.length > 0 &&
    (await forStaffPage((principal) =>
      compareCandidates(principal, { positionId: id, attemptIds: compared }),
    ));
  const tab = tabs.find((one) => one.key === wanted) ?? tabs[0];
  const rows = position.rows.filter(tab.has);
  const invite = !position.closed && (
    <ButtonLink href={`/positions/${id}/${position.live ? 'schedule' : 'invite'}`} variant="primary">
      <Plus size={14} strokeWidth={1.75} aria-hidden />
      {position.live ? 'Plan a session' : 'Invite candidate'}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={position.title}
        badges={
          <>
            <Badge>{position.openings === 1 ? '1 opening' : `${position.openings} openings`}</Badge>
            {position.closed && <Badge tone="warn">Closed</Badge>}
          </>
        }
        detail={position.formNumber === null ? 'No form yet' : `Form ${position.formNumber}`}
        actions={
          <>
            {position.rows.length > 0 && (
              // A file, not a page: the router must not fetch it ahead.
              <a
                href={`/positions/${id}/candidates.csv`}
                download
                className="inline-flex h-7 items-center gap-1.5 rounded-control px-2.5 text-dense font-medium text-ink-2 hover:bg-hover hover:text-ink"
              >
                <Download size={14} strokeWidth={1.75} aria-hidden />
                CSV
              </a>
            )}
            <ButtonLink href={`/positions/${id}/settings`}>
              <Settings2 size={14} strokeWidth={1.75} aria-hidden />
              Settings
            </ButtonLink>
            {position.rows.length > 0 && invite}
          </>
        }
      />
      {position.rows.length === 0 ? (
        <EmptyState action={invite}>
          {position.closed
            ? 'This position is closed and had no candidates.'
            : 'No candidates yet. Invite one.'}
        </EmptyState>
      ) : (
        <>
          <PipelineStrip steps={position.pipeline} />
          <LinkTabs
            label="Candidates"
            tabs={tabs.map((one) => ({
              href: `/positions/${id}?tab=${one.key}`,
              label: one.label,
              count: position.rows.filter(one.has).length,
              current: one.key === tab.key,
            }))}
          />
          {rows.length === 0 ? (
            <EmptyState className="bg-panel">{emptyTexts[tab.key]}</EmptyState>
          ) : (
            <CandidateTable
              key={tab.key}
              rows={rows}
              bar={position.bar}
              here={`/positions/${id}?tab=${tab.key}`}
              compared={compared}
            />
          )}
          {comparison !== false && (
            <ComparePane comparison={comparison} clearHref={`/positions/${id}?tab=${tab.key}`} />
          )}
        </>
      )}
    </>
  );
}
