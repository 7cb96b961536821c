import type { Metadata } from 'next';
import { PageHeader } from '../../../components/shell/page-header.tsx';
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
import { LinkTabs } from '../../../components/ui/data/tabs.tsx';
import { Banner } from '../../../components/ui/feedback/banner.tsx';
import { type Library, listQuestions } from '../../../server/bank/list-questions.ts';
import { forStaffPage } from '../../../server/staff-page.ts';
import { CoverageTables } from './coverage-tables.tsx';
import { QuestionTable } from './question-table.tsx';

export const metadata: Metadata = { title: 'Questions' };

const tabs = ['questions', 'blueprints', 'coverage'] as const;

export default async function QuestionsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { tab: wanted } = await searchParams;
  const tab = tabs.find((one) => one === wanted) ?? 'questions';
  const library = await forStaffPage(listQuestions);
  const uncovered = library.coverage.seedItems.filter((item) => item.slugs.length === 0).length;
  return (
    <>
      <PageHeader
        title="Questions"
        detail={`${library.questions.length} questions, ${library.practice} to practise with`}
      />
      {library.problems.length > 0 && (
        <div className="border-b border-line p-3.5">
          <Banner
            tone="warn"
            title={
              library.problems.length === 1
                ? '1 problem in the question bank’s files. What it concerns is left out.'
                : `${library.problems.length} problems in the question bank’s files. What they concern is left out.`
            }
          >
            <ul className="numeric max-h-40 overflow-y-auto text-caption">
              {library.problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </Banner>
        </div>
      )}
      <LinkTabs
        label="Question bank"
        tabs={[
          {
            href: '/questions',
            label: 'Questions',
            count: library.questions.length,
            current: tab === 'questions',
          },
          {
            href: '/questions?tab=blueprints',
            label: 'Blueprints',
            count: library.blueprints.length,
            current: tab === 'blueprints',
          },
          { href: '/questions?tab=coverage', label: 'Coverage', current: tab === 'coverage' },
        ]}
        trailing={
          tab === 'coverage' && (
            <span className="text-caption text-ink-3">
              {uncovered === 0
                ? 'Every line of the role is covered'
                : `${uncovered} lines of the role uncovered`}
            </span>
          )
        }
      />
      {tab === 'questions' && <QuestionTable questions={library.questions} />}
      {tab === 'blueprints' && <BlueprintTable blueprints={library.blueprints} />}
      {tab === 'coverage' && <CoverageTables coverage={library.coverage} />}
    </>
  );
}

function BlueprintTable({ blueprints }: { blueprints: Library['blueprints'] }) {
  return (
    <Table caption="Blueprints and whether they can be assembled" roomy className="bg-panel">
      <TableHead>
        <tr>
          <HeadCell>Blueprint</HeadCell>
          <HeadCell align="right">Minutes</HeadCell>
          <HeadCell>Mode</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>For</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {blueprints.map((blueprint) => (
          <Row key={blueprint.slug}>
            <RowHead>
              {blueprint.title} <span className="numeric font-normal text-ink-3">{blueprint.slug}</span>
            </RowHead>
            <Cell numeric>{blueprint.minutes}</Cell>
            <Cell className="text-ink-2">{blueprint.mode === 'live' ? 'Live' : 'Timed'}</Cell>
            <Cell className="min-w-64 py-1.5 whitespace-normal">
              {blueprint.ready ? (
                <Badge tone="pass">Ready</Badge>
              ) : (
                <span className="flex flex-wrap items-center gap-2">
                  <Badge tone="warn">Not yet</Badge>
                  <span className="text-caption text-ink-2">{blueprint.reason}</span>
                </span>
              )}
            </Cell>
            <Cell className="min-w-72 py-1.5 whitespace-normal text-ink-2">{blueprint.purpose}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
