import type { Metadata } from 'next';
import { PageHeader } from '../../../../../components/shell/page-header.tsx';
import { FeedbackList } from '../../../../../components/take/feedback/feedback-list.tsx';
import { TextLink } from '../../../../../components/ui/button/button.tsx';
import { Breadcrumbs } from '../../../../../components/ui/data/breadcrumbs.tsx';
import { Banner } from '../../../../../components/ui/feedback/banner.tsx';
import { type FeedbackPreview, previewFeedback } from '../../../../../server/report/read-feedback.ts';
import { forStaffPage } from '../../../../../server/staff-page.ts';

export const metadata: Metadata = { title: 'Feedback preview' };

/** What the candidate reads, or would read, before anybody decides. */
export default async function FeedbackPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const preview = await forStaffPage((staff) => previewFeedback(staff, id));
  return (
    <>
      <PageHeader
        title="Feedback preview"
        detail={preview.candidateName}
        breadcrumbs={
          <Breadcrumbs
            crumbs={[
              { label: preview.positionTitle, href: `/positions/${preview.positionId}` },
              { label: preview.candidateName, href: `/attempts/${id}` },
              { label: 'Report', href: `/attempts/${id}/report` },
              { label: 'Feedback' },
            ]}
          />
        }
      />
      <div className="flex flex-col gap-4 bg-panel px-3.5 py-4">
        <StateBanner preview={preview} />
        <section aria-label="What the candidate reads" className="flex flex-col gap-3 text-ink-2">
          <FeedbackList feedback={preview.feedback} />
        </section>
      </div>
    </>
  );
}

function StateBanner({ preview }: { preview: FeedbackPreview }) {
  switch (preview.state) {
    case 'off':
      return (
        <Banner title="Candidates of this position do not get feedback.">
          This is what they would read. It is switched on in the{' '}
          <TextLink href={`/positions/${preview.positionId}/settings`} className="underline">
            settings of the position
          </TextLink>
          .
        </Banner>
      );
    case 'before-decision':
      return (
        <Banner title="The candidate reads this once a decision other than Hold is recorded.">
          It follows the ratings and results as they are then. It has no scores, no names and no questions.
        </Banner>
      );
    case 'shown':
      return <Banner title="The candidate reads this on the receipt page." />;
  }
}
