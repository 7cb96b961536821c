import type { Metadata } from 'next';
import { AgreementTable } from '../../../../../components/report/agreement-table.tsx';
import { EvidenceList } from '../../../../../components/report/evidence-list.tsx';
import { LostMarks } from '../../../../../components/report/lost-marks.tsx';
import { QuestionOutcomeTable } from '../../../../../components/report/question-outcome-table.tsx';
import { Recommendation } from '../../../../../components/report/recommendation.tsx';
import { ReportFacts } from '../../../../../components/report/report-facts.tsx';
import { ReportSheet } from '../../../../../components/report/report-sheet.tsx';
import { DotStrip } from '../../../../../components/report/strip/dot-strip.tsx';
import { OverallStrip } from '../../../../../components/report/strip/overall-strip.tsx';
import { TimelineStrip } from '../../../../../components/report/timeline/timeline-strip.tsx';
import { PageHeader } from '../../../../../components/shell/page-header.tsx';
import { ButtonLink, TextLink } from '../../../../../components/ui/button/button.tsx';
import { Badge } from '../../../../../components/ui/data/badge.tsx';
import { Breadcrumbs } from '../../../../../components/ui/data/breadcrumbs.tsx';
import { Section } from '../../../../../components/ui/layout/pane.tsx';
import { isDimensionCode, levelOf } from '../../../../../domain/dimension.ts';
import { aidNames, aidRuleNames } from '../../../../../domain/form.ts';
import { type ReportPage, readReport } from '../../../../../server/report/read-report.ts';
import { forStaffPage } from '../../../../../server/staff-page.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import { IntegrityList } from './integrity-list.tsx';
import { PrintButton } from './print-button.tsx';

export const metadata: Metadata = { title: 'Report' };

export default async function ReportRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const page = await forStaffPage((staff) => readReport(staff, id));
  const { report } = page;
  const raters = page.raters.filter((rater) => rater.submittedAt !== null);
  const decision = page.decisions[0];
  const shown = report.dimensions.filter((one) => one.weight > 0 || one.evidenceMinutes > 0);
  return (
    <>
      <PageHeader
        title={`Report on ${page.candidateName}`}
        breadcrumbs={
          <Breadcrumbs
            crumbs={[
              { label: page.positionTitle, href: `/positions/${page.positionId}` },
              { label: page.candidateName, href: `/attempts/${page.attemptId}` },
              { label: 'Report' },
            ]}
          />
        }
        badges={
          <>
            {report.recommendation === 'incomplete' && <Badge tone="warn">Result incomplete</Badge>}
            {report.provisional && <Badge tone="warn">Provisional</Badge>}
          </>
        }
        actions={
          <>
            <PrintButton />
            <ButtonLink href={`/attempts/${page.attemptId}/replay`}>Replay</ButtonLink>
            <ButtonLink href={`/attempts/${page.attemptId}/feedback`}>Feedback preview</ButtonLink>
            <DecisionDialog
              attemptId={page.attemptId}
              candidateName={page.candidateName}
              givesFeedback={page.givesFeedback}
            />
          </>
        }
      />
      <ReportSheet
        kicker={`Plumbline rubric report, form ${page.formNumber}`}
        name={page.candidateName}
        subtitle={`${page.positionTitle}. ${page.blueprintTitle}, ${page.assessedOn ? `assessed ${page.assessedOn}` : 'not submitted'}.`}
        aside={
          <>
            <p>Raters scored alone, then submitted</p>
            <p>Report built {page.builtAt.toISOString().slice(0, 16).replace('T', ' ')} UTC</p>
          </>
        }
        footer={
          <>
            <p>
              <strong className="font-semibold text-ink">What this report covers.</strong> {coverage(page)}
            </p>
            <p>
              <strong className="font-semibold text-ink">Decision.</strong>{' '}
              {decision
                ? `${outcomeNames[decision.outcome] ?? decision.outcome}, by ${decision.by} on ${decision.at.toISOString().slice(0, 10)}: ${decision.reason}`
                : 'Not recorded. A person decides; nothing is declined automatically.'}
            </p>
          </>
        }
      >
        <Recommendation
          standing={report.recommendation}
          headline={report.headline}
          completedBy={completedBy(page)}
          wouldSettle={report.wouldSettle}
          gates={report.gates.map((gate) => gate.text)}
          provisional={report.provisional}
        >
          <OverallStrip
            overall={report.overall}
            interval={report.interval}
            bar={report.bar}
            chanceAtOrAboveBar={report.chanceAtOrAboveBar}
            cohort={page.cohort.overall}
            provisional={report.provisional}
            detail={`${page.ratings.length} ratings`}
          />
        </Recommendation>
        <ReportFacts facts={facts(page)} />
        <DotStrip
          dimensions={shown}
          raters={raters.map(({ id: raterId, name }) => ({ id: raterId, name }))}
          cohort={page.cohort.byDimension}
          cohortSize={page.cohort.size}
        />
        <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
          <EvidenceList
            title="Evidence at level 3 and 4"
            evidence={evidence(page, (level) => level >= 3)}
            none="No rating at level 3 or 4 yet."
          />
          <EvidenceList
            title="Evidence at level 1 and 2"
            evidence={evidence(page, (level) => level < 3)}
            none="No rating at level 1 or 2 yet."
          />
        </div>
        {raters.length > 1 && (
          <Section title="Rater agreement" detail="Boxed: differs from the median">
            <AgreementTable
              dimensions={shown}
              raters={raters.map(({ id: raterId, name }) => ({ id: raterId, name }))}
            />
            <p className="mt-2 max-w-prose text-dense text-ink-2">{agreement(page)}</p>
          </Section>
        )}
        <TimelineStrip timeline={page.timeline} />
        <Section title="Questions">
          <QuestionOutcomeTable
            questions={page.questions.map((question) => ({
              number: question.number,
              title: question.title,
              href: `/attempts/${page.attemptId}/answers/${question.number}`,
              ...(question.kind === 'world' && question.score !== null
                ? { outcomeHref: `/attempts/${page.attemptId}/worlds/${question.number}` }
                : {}),
              kind: question.kind,
              score: question.score,
              timeShare: question.timeShare,
              runs: question.runs,
              outcome: question.outcome,
              voided: question.voided,
              voidReason: question.voidReason,
            }))}
          />
        </Section>
        <LostMarks
          questions={page.questions.map(({ number, title, voided, lost }) => ({
            ...{ number, title, voided, lost },
            href: `/attempts/${page.attemptId}/answers/${number}`,
          }))}
        />
        <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
          <IntegrityList facts={page.integrity} />
          <Section title="Not assessed" detail="Never guessed from the rest">
            <ul className="text-dense text-ink-2">
              {report.notAssessed.map((entry) => (
                <li key={entry.dimension} className="border-t border-line py-1.5">
                  <span className="font-medium text-ink">{entry.name}</span>. {entry.reason}
                </li>
              ))}
              <li className="border-t border-line py-1.5">
                Pay, notice period and other answers of the application form are no part of any score.
              </li>
            </ul>
          </Section>
        </div>
        <Section title="Rules on aids">
          <p className="text-dense text-ink-2">
            {(['ai', 'web', 'editor'] as const)
              .map((aid) => `${aidNames[aid]}: ${aidRuleNames[page.rules[aid]]}`)
              .join('. ')}
            . Another person's help: forbidden.
          </p>
          {Object.entries(page.declaredAids).map(([aid, text]) => (
            <p key={aid} className="mt-1 text-dense text-ink-2">
              Declared for {aid}: {text}
            </p>
          ))}
        </Section>
      </ReportSheet>
    </>
  );
}

function completedBy({ report: { followUp }, followUpHref }: ReportPage) {
  if (followUp?.kind !== 'scored') return undefined;
  const session = `live session of ${followUp.in.day}`;
  return (
    <>
      <span className="font-medium text-ink">Live follow-up.</span> An own solution was opened and scored in
      the {followUpHref ? <TextLink href={followUpHref}>{session}</TextLink> : session}, item{' '}
      {followUp.in.itemNumber}, {followUp.in.itemTitle}.
    </>
  );
}

const outcomeNames: Record<string, string> = {
  advance: 'Advance to the next step',
  offer: 'Make an offer',
  hold: 'Hold',
  decline: 'Decline',
};

function facts(page: ReportPage) {
  const graded = page.questions.filter((question) => question.score !== null && !question.voided);
  const submitted = page.raters.filter((rater) => rater.submittedAt !== null).length;
  const mean = graded.reduce((sum, question) => sum + (question.score ?? 0), 0) / Math.max(1, graded.length);
  return [
    {
      label: 'Graded automatically',
      value: graded.length > 0 ? `${Math.round(mean * 100)} %` : 'None yet',
      detail: `of ${graded.length} questions`,
    },
    { label: 'Raters', value: `${submitted} of ${page.raters.length}`, detail: 'submitted' },
    {
      label: 'Agreement, α',
      value: page.report.agreement.alpha === null ? 'Not defined' : page.report.agreement.alpha.toFixed(2),
      detail: page.report.agreement.interval
        ? page.report.agreement.interval.map((value) => value.toFixed(2)).join(' to ')
        : `${page.report.agreement.units} units`,
    },
    {
      label: 'Time used',
      value: page.timeShare === null ? 'None' : `${Math.round(page.timeShare * 100)} %`,
      detail: 'of own allowance',
    },
    {
      label: 'Integrity',
      value: page.integrity.length === 1 ? '1 fact' : `${page.integrity.length} facts`,
      detail: page.submittedBy === 'deadline' ? 'ended by the deadline' : 'no verdict',
    },
  ];
}

function evidence(page: ReportPage, wanted: (level: number) => boolean) {
  return page.evidence.flatMap((piece) => {
    const level = levelOf(piece.levelId);
    if (level === null || !wanted(level) || !isDimensionCode(piece.dimension)) return [];
    const rater = page.raters.find((one) => one.id === piece.raterId)?.name ?? '';
    return [
      {
        id: piece.id,
        dimension: piece.dimension,
        quote: piece.quote,
        where: `Q${piece.itemNumber}, level ${level}${piece.source === 'heard' ? ', written by the rater' : ''}`,
        href:
          piece.documentSeq === null
            ? null
            : piece.track !== null
              ? `/attempts/${page.attemptId}/replay?q=${piece.track}&seq=${piece.documentSeq}`
              : `/attempts/${page.attemptId}/answers/${piece.itemNumber}?seq=${piece.documentSeq}`,
        rater,
      },
    ];
  });
}

function agreement(page: ReportPage): string {
  const { alpha, interval, units } = page.report.agreement;
  if (alpha === null)
    return "Krippendorff's alpha is not defined here: it needs two raters who differ somewhere.";
  const range = interval ? `, 95 % interval ${interval[0].toFixed(2)} to ${interval[1].toFixed(2)}` : '';
  return `Krippendorff's alpha, ordinal: ${alpha.toFixed(2)}${range}, over ${units} pairs of question and dimension. With so few units it checks this panel; it is not a property of the rubric.`;
}

function coverage(page: ReportPage): string {
  const assessed = page.report.dimensions.filter((one) => one.assessed).length;
  return `${page.questions.length} questions of form ${page.formNumber}, scored against written behaviours in ${assessed} dimensions. It does not measure motivation, team fit or pay level.`;
}
