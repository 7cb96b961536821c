import type { Metadata } from 'next';
import { z } from 'zod';
import { Markdown } from '../../../../../../components/markdown/markdown.tsx';
import { PageHeader } from '../../../../../../components/shell/page-header.tsx';
import { ButtonLink } from '../../../../../../components/ui/button/button.tsx';
import { Badge } from '../../../../../../components/ui/data/badge.tsx';
import { Breadcrumbs } from '../../../../../../components/ui/data/breadcrumbs.tsx';
import { Pane } from '../../../../../../components/ui/layout/pane.tsx';
import { readAnswerAt } from '../../../../../../server/report/read-answer-at.ts';
import { forStaffPage } from '../../../../../../server/staff-page.ts';
import { AnswerView } from './answer-view.tsx';
import { Grading } from './grading.tsx';

export const metadata: Metadata = { title: 'Answer' };

const parameters = z.object({ id: z.string(), number: z.coerce.number().int().min(1).catch(0) });
const query = z.object({ seq: z.coerce.number().int().min(1).nullable().catch(null) });

interface AnswerPageProps {
  params: Promise<{ id: string; number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AnswerPage({ params, searchParams }: AnswerPageProps) {
  const { id, number } = parameters.parse(await params);
  const { seq } = query.parse({ seq: (await searchParams).seq ?? null });
  const page = await forStaffPage((staff) => readAnswerAt(staff, { attemptId: id, number, seq }));
  const here = `/attempts/${id}/answers/${number}`;
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
        badges={<Badge>{page.kind}</Badge>}
        detail={page.seq === page.head ? 'As submitted' : `Edit ${page.seq} of ${page.head}`}
        actions={
          <>
            <ButtonLink href={`/attempts/${id}/replay?q=${number}&seq=${page.seq}`} size="small">
              Replay
            </ButtonLink>
            {page.seq > 1 && (
              <ButtonLink href={`${here}?seq=${page.seq - 1}`} size="small">
                Earlier
              </ButtonLink>
            )}
            {page.seq < page.head && (
              <ButtonLink href={`${here}?seq=${page.seq + 1}`} size="small">
                Later
              </ButtonLink>
            )}
          </>
        }
      />
      <div className="pane-grid min-h-0 flex-1 grid-cols-[minmax(20rem,26rem)_1fr]">
        <Pane title="Question" aria-label="Question" tabIndex={0} className="overflow-y-auto">
          <div className="p-3.5">
            <Markdown text={page.question.prompt} headingOffset={1} />
          </div>
        </Pane>
        <Pane title="Answer" aria-label="Answer" tabIndex={0} className="overflow-y-auto">
          <div className="p-3.5">
            <AnswerView question={page.question} answer={page.answer} investigation={page.investigation} />
          </div>
          <Grading page={page} />
        </Pane>
      </div>
    </>
  );
}
