import type { Metadata } from 'next';
import Link from 'next/link';
import { Markdown } from '../../../../components/markdown/markdown.tsx';
import { PageHeader } from '../../../../components/shell/page-header.tsx';
import { Badge } from '../../../../components/ui/data/badge.tsx';
import { Breadcrumbs } from '../../../../components/ui/data/breadcrumbs.tsx';
import { Pane } from '../../../../components/ui/layout/pane.tsx';
import { dimensionCodes, dimensionNames } from '../../../../domain/dimension.ts';
import { type Runtime, runtimeNames, runtimes } from '../../../../domain/form.ts';
import { readQuestionForStaff, type StaffQuestion } from '../../../../server/bank/read-question-for-staff.ts';
import { forStaffPage } from '../../../../server/staff-page.ts';
import { kindName } from '../../positions/_fields/form-sections.tsx';
import { ChoiceKey } from './choice-key.tsx';
import { CodeKey } from './code-key.tsx';
import { DesignKey } from './design-key.tsx';
import { EstimateKey } from './estimate-key.tsx';
import { IncidentKey } from './incident-key.tsx';
import { RubricKey } from './rubric-key.tsx';

export const metadata: Metadata = { title: 'Question' };

export default async function QuestionPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { slug } = await params;
  const { language } = await searchParams;
  const found = await forStaffPage((principal) => readQuestionForStaff(principal, slug));
  const { question } = found;
  const runtime =
    runtimes.find((one) => one === language && question.runtimes.includes(one)) ??
    (question.prompts.general === null ? (question.runtimes[0] ?? null) : null);
  const prompt =
    (runtime ? question.prompts.byRuntime[runtime] : null) ??
    question.prompts.general ??
    Object.values(question.prompts.byRuntime)[0] ??
    '';
  return (
    <>
      <PageHeader
        title={question.title}
        breadcrumbs={
          <Breadcrumbs crumbs={[{ label: 'Questions', href: '/questions' }, { label: question.title }]} />
        }
        badges={
          <>
            <Badge>{kindName(question.kind)}</Badge>
            <Badge>{question.level === 'senior' ? 'Senior' : 'Mid'}</Badge>
            {found.practice && <Badge tone="info">Practice</Badge>}
          </>
        }
        detail={`${question.minutes} min · ${question.contentHash.slice(0, 12)}`}
      />
      <p className="border-b border-line bg-sunken px-3.5 py-1.5 text-caption text-ink-2">
        For staff: keys, references and rubrics never reach a candidate’s browser. Do not share this page.
      </p>
      <div className="grid bg-panel lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="min-w-0 divide-y divide-line border-line lg:border-r">
          <Pane
            title="Prompt"
            detail="What the candidate reads"
            actions={
              question.runtimes.length > 0 && (
                <Languages slug={slug} runtimes={question.runtimes} current={runtime} />
              )
            }
          >
            <Markdown text={prompt} headingOffset={2} className="px-3.5 py-3" />
          </Pane>
          <About found={found} />
        </div>
        <div className="min-w-0 divide-y divide-line">
          {question.kind === 'choice' && <ChoiceKey question={question} runtime={runtime} />}
          {question.kind === 'estimate' && <EstimateKey question={question} />}
          {(question.kind === 'code' || question.kind === 'world' || question.kind === 'sql') && (
            <CodeKey question={question} />
          )}
          {question.kind === 'incident' && <IncidentKey question={question} runtime={runtime} />}
          {question.kind === 'design' && <DesignKey question={question} />}
          {'rubric' in question && <RubricKey rubric={question.rubric} />}
        </div>
      </div>
    </>
  );
}

function Languages({
  slug,
  runtimes: offered,
  current,
}: {
  slug: string;
  runtimes: readonly Runtime[];
  current: Runtime | null;
}) {
  return (
    <nav aria-label="Language of the text" className="flex gap-2 text-caption">
      {offered.map((runtime) => (
        <Link
          key={runtime}
          href={`/questions/${slug}?language=${runtime}`}
          aria-current={runtime === current ? 'true' : undefined}
          className="rounded-chip px-1 text-ink-2 hover:text-ink aria-[current=true]:bg-hover aria-[current=true]:font-medium aria-[current=true]:text-ink"
        >
          {runtimeNames[runtime]}
        </Link>
      ))}
    </nav>
  );
}

function About({ found }: { found: StaffQuestion }) {
  const { question, seeds, family } = found;
  return (
    <Pane title="What it measures">
      <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-3.5 py-2.5">
        <dt className="text-ink-3">Weights</dt>
        <dd>
          {dimensionCodes
            .filter((code) => (question.weights[code] ?? 0) > 0)
            .map((code) => (
              <span key={code} className="mr-3 inline-block">
                {dimensionNames[code]} <span className="numeric text-ink-2">{question.weights[code]}%</span>
              </span>
            ))}
        </dd>
        <dt className="text-ink-3">Topics</dt>
        <dd>{question.topics.join(', ') || '–'}</dd>
        <dt className="text-ink-3">Lines of the role</dt>
        <dd>
          {seeds.length === 0 ? (
            '–'
          ) : (
            <ul>
              {seeds.map((seed) => (
                <li key={seed.code}>
                  <span className="numeric mr-2 text-ink-3">{seed.code}</span>
                  {seed.text}
                </li>
              ))}
            </ul>
          )}
        </dd>
        {family && (
          <>
            <dt className="text-ink-3">Family</dt>
            <dd>
              {family.title}
              <span className="text-ink-3">: never in one form with </span>
              {family.others.length === 0 ? (
                <span className="text-ink-3">others of it, of which there are none yet</span>
              ) : (
                family.others.map((other, index) => (
                  <span key={other}>
                    {index > 0 && ', '}
                    <Link
                      href={`/questions/${other}`}
                      className="numeric rounded-chip underline-offset-2 hover:underline"
                    >
                      {other}
                    </Link>
                  </span>
                ))
              )}
            </dd>
          </>
        )}
      </dl>
    </Pane>
  );
}
